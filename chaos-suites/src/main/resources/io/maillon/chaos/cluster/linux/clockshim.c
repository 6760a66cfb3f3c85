// LD_PRELOAD: shifts the wall clock by the milliseconds in the file $CLOCK_SKEW_FILE (8 bytes, little-endian).
// The monotonic clock and all timed waits stay true; libfaketime breaks those of a JVM.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static volatile int64_t *skew;
static int64_t zero;
static int (*real)(clockid_t, struct timespec *);

__attribute__((constructor)) static void init(void) {
  skew = &zero;
  real = dlsym(RTLD_NEXT, "clock_gettime");
  const char *file = getenv("CLOCK_SKEW_FILE");
  int fd = file ? open(file, O_RDONLY) : -1;
  if (fd < 0) return;
  void *map = mmap(0, 8, PROT_READ, MAP_SHARED, fd, 0);
  close(fd);
  if (map != MAP_FAILED) skew = map;
}

int clock_gettime(clockid_t clock, struct timespec *t) {
  int status = real ? real(clock, t) : (int)syscall(SYS_clock_gettime, clock, t);
  if (!status && skew && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
    int64_t ms = *skew, s = t->tv_sec + ms / 1000, ns = t->tv_nsec + ms % 1000 * 1000000;
    if (ns >= 1000000000) ns -= 1000000000, s++;
    if (ns < 0) ns += 1000000000, s--;
    t->tv_sec = s;
    t->tv_nsec = ns;
  }
  return status;
}

int gettimeofday(struct timeval *v, void *zone) {
  struct timespec t;
  int status = clock_gettime(CLOCK_REALTIME, &t);
  v->tv_sec = t.tv_sec;
  v->tv_usec = t.tv_nsec / 1000;
  return status;
}

time_t time(time_t *p) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  if (p) *p = t.tv_sec;
  return t.tv_sec;
}
