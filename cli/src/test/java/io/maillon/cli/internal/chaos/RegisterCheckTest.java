package io.maillon.cli.internal.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.chaos.checker.Verdict;
import io.maillon.chaos.register.Registers;
import io.maillon.chaos.report.FurtherCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegisterCheckTest {
  private static final String PASSED =
      "read 1 ok, 0 failed, 0 unknown; write 1 ok, 0 failed, 1 unknown;"
          + " 1 known after more than a minute of retries, the longest after 61.5 s";

  @TempDir Path directory;
  private final List<String> registers = new ArrayList<>();
  private final List<String> counters = new ArrayList<>();

  private static String line(
      long process, String type, String f, String key, String value, long timeMs) {
    return String.format(
        "{\"process\":%d,\"type\":\"%s\",\"f\":\"%s\",\"key\":\"%s\",\"value\":%s,\"timeMs\":%d}",
        process, type, f, key, value, timeMs);
  }

  private List<FurtherCheck> check() throws IOException {
    Files.write(Registers.registers(directory), registers);
    Files.write(Registers.counters(directory), counters);
    return RegisterCheck.of(directory);
  }

  private void writeAndRead(String read) {
    registers.add(line(0, "invoke", "write", "r", "1", 500));
    registers.add(line(1, "invoke", "write", "r", "2", 600));
    registers.add(line(1, "info", "write", "r", "2", 99_000));
    registers.add(line(0, "ok", "write", "r", "1", 62_000));
    registers.add(line(0, "invoke", "read", "r", "null", 62_100));
    registers.add(line(0, "ok", "read", "r", read, 62_200));
  }

  @Test
  void tellsWhatWasSeen() throws IOException {
    writeAndRead("1");
    FurtherCheck check = check().get(0);
    assertEquals(Verdict.VALID, check.verdict());
    assertEquals("the coordinators' registers are linearizable", check.text());
    assertEquals(3, check.checked());
    assertEquals(PASSED, check.detail());
  }

  @Test
  void tellsWhatContradictsIt() throws IOException {
    writeAndRead("7");
    FurtherCheck check = check().get(0);
    assertEquals(Verdict.INVALID, check.verdict());
    assertTrue(check.detail().contains("read -> 7"), check::detail);
    assertTrue(check.detail().endsWith(PASSED), check::detail);
  }

  @Test
  void whatWasNotAskedOrAnsweredShowsNothing() throws IOException {
    registers.add(line(0, "invoke", "write", "r", "1", 0));
    registers.add(line(0, "info", "write", "r", "1", 10));
    registers.add(line(1, "invoke", "read", "r", "null", 0));
    registers.add(line(1, "ok", "read", "r", "null", 10));
    for (FurtherCheck check : check()) {
      assertEquals(Verdict.UNKNOWN, check.verdict(), check.text());
      assertTrue(
          check.detail().startsWith("no read or no change was answered: nothing is shown"),
          check::detail);
    }
  }

  @Test
  void aCounterThatCountsTwiceIsConvicted() throws IOException {
    counters.add(line(0, "invoke", "add", "c", "2", 0));
    counters.add(line(0, "ok", "add", "c", "2", 1));
    counters.add(line(0, "invoke", "read", "c", "null", 2));
    counters.add(line(0, "ok", "read", "c", "4", 3));
    assertEquals(Verdict.INVALID, check().get(1).verdict());
  }

  @Test
  void retriesBeyondAMinuteAreShownByOneInEitherFile() throws IOException {
    counters.add(line(0, "invoke", "add", "c", "2", 0));
    counters.add(line(0, "info", "add", "c", "2", 99_000));
    check();
    FurtherCheck none = RegisterCheck.ofRetries(directory);
    assertEquals(Verdict.UNKNOWN, none.verdict(), "its outcome is not known");
    assertTrue(none.detail().startsWith("VOID: no call"), none::detail);
    writeAndRead("1");
    check();
    assertEquals(Verdict.VALID, RegisterCheck.ofRetries(directory).verdict());
    assertEquals(1, RegisterCheck.ofRetries(directory).checked());
  }

  @Test
  void whereNoClientsWereNothingIsChecked() throws IOException {
    assertEquals(List.of(), RegisterCheck.of(directory));
  }
}
