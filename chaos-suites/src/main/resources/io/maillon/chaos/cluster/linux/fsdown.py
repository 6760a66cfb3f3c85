"""Powers a file system down: fsdown.py MOUNTPOINT. What was not synced is lost; reads and writes fail from then on."""
import fcntl, os, struct, sys

EXT4_IOC_SHUTDOWN = 0x8004587d
WITHOUT_FLUSHING_THE_LOG = 2

fcntl.ioctl(os.open(sys.argv[1], os.O_RDONLY), EXT4_IOC_SHUTDOWN, struct.pack('I', WITHOUT_FLUSHING_THE_LOG))
