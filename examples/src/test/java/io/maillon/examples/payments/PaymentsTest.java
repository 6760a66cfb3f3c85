package io.maillon.examples.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.examples.RecordingContext;
import io.maillon.link.Options;
import io.maillon.link.StageFunction;
import io.maillon.link.source.Poll;
import io.maillon.link.source.SourceContext;
import io.maillon.link.source.SourceOutput;
import io.maillon.protocol.Bytes;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.pipeline.InvalidPipelineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaymentsTest {
  private static final PartitionId CHARGES = new PartitionId("charges", 0);

  @TempDir Path directory;

  private Path bank() {
    return directory.resolve("out/bank.csv");
  }

  private Options options(String bank) {
    return new Options("charge", Map.of("bank", bank, "answerMs", "0"));
  }

  /** The function dies after record 4 of 6; its next life begins after the commit of record 2. */
  private List<String> playWithDeath(StageFunction<String, String> function) throws Exception {
    RecordingContext<String> context = new RecordingContext<>(CHARGES, options("file:" + bank()));
    function.open(context);
    for (int offset : new int[] {1, 2, 3, 4, 3, 4, 5, 6}) {
      function.process(Charge.of(offset - 1).line(), context.at("", offset));
    }
    return Files.readAllLines(bank());
  }

  @Test
  void withoutTheKeyWhatWasNotCommittedIsChargedTwice() throws Exception {
    List<String> charged = playWithDeath(new ChargeCard());
    assertEquals(8, charged.size());
    assertEquals(6, charged.stream().distinct().count());
    assertEquals("-,card-0,1000", charged.get(0));
  }

  @Test
  void withTheKeyEachCardIsChargedOnce() throws Exception {
    List<String> charged = playWithDeath(new ChargeCardOnce());
    assertEquals(6, charged.size(), charged.toString());
    assertEquals("charges/0@6,card-95,1005", charged.get(5));
  }

  @Test
  void aCallThatIsBadlySetUpNamesTheOption() {
    for (String bad : List.of("", "file:", "out/bank.csv")) {
      InvalidPipelineException refused =
          assertThrows(
              InvalidPipelineException.class,
              () -> new ChargeCard().open(new RecordingContext<>(CHARGES, options(bad))));
      assertEquals("stages.charge.options.bank", refused.place());
    }
  }

  @Test
  void theBankCutsOffHalfALine() throws IOException {
    Bank bank = Bank.of(bank());
    bank.chargeOnce("a", "card-1", 5);
    Files.writeString(bank(), "b,card-", StandardOpenOption.APPEND);
    bank.chargeOnce("b", "card-2", 6);
    assertEquals(List.of("a,card-1,5", "b,card-2,6"), Files.readAllLines(bank()));
  }

  @Test
  void aNewFileIsANewBank() throws IOException {
    Bank bank = Bank.of(bank());
    bank.chargeOnce("a", "card-1", 5);
    Files.delete(bank());
    bank.chargeOnce("a", "card-1", 5);
    assertEquals(List.of("a,card-1,5"), Files.readAllLines(bank()));
  }

  /** Three processes ask for the same 300 charges at once. */
  @Test
  void processesShareTheBank() throws Exception {
    List<Process> processes = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        processes.add(startCustomer());
      }
      for (Process process : processes) {
        assertEquals('r', process.getInputStream().read(), "ready");
      }
      for (Process process : processes) {
        process.getOutputStream().close();
      }
      for (Process process : processes) {
        assertEquals(0, process.waitFor());
      }
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
    List<String> lines = Files.readAllLines(bank());
    List<String> once = lines.stream().filter(line -> !line.startsWith("-")).sorted().toList();
    assertEquals(
        IntStream.range(0, Customer.CHARGES)
            .mapToObj(n -> "key-" + n + ",card," + n)
            .sorted()
            .toList(),
        once);
    assertEquals(3 * Customer.CHARGES, lines.size() - once.size());
  }

  private Process startCustomer() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-cp",
            System.getProperty("java.class.path"),
            Customer.class.getName(),
            bank().toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Told to begin, asks for each charge once with its key, and once without. */
  static final class Customer {
    static final int CHARGES = 300;

    private Customer() {}

    public static void main(String[] args) throws IOException {
      Bank bank = Bank.of(Path.of(args[0]));
      System.out.print('r');
      System.out.flush();
      System.in.read(); // its end is the word to begin
      for (int n = 0; n < CHARGES; n++) {
        bank.chargeOnce("key-" + n, "card", n);
        bank.charge("card", n);
      }
    }
  }

  @Test
  void theSourceGoesOnWhereItWas() {
    List<String> lines = new ArrayList<>();
    Charges source = open(Optional.empty());
    drain(source, lines, 20);
    drain(open(Optional.of(source.position())), lines, 50);
    assertEquals(IntStream.range(0, 50).mapToObj(n -> Charge.of(n).line()).toList(), lines);
    assertEquals(Charge.of(17), Charge.parse(lines.get(17)));
  }

  private static Charges open(Optional<Bytes> position) {
    Charges source = new Charges();
    Options options = new Options("charges", Map.of("count", "50", "ratePerSecond", "1_000_000"));
    source.open(new SourceContext(CHARGES, 1, "", options), position);
    return source;
  }

  private static void drain(Charges source, List<String> lines, int most) {
    SourceOutput<String> out =
        new SourceOutput<>() {
          @Override
          public void emit(Bytes key, String line) {
            lines.add(line);
          }

          @Override
          public boolean full() {
            return lines.size() >= most;
          }
        };
    Poll poll = Poll.MORE;
    while (lines.size() < most) {
      poll = source.poll(out);
    }
    assertTrue(most < 50 || poll.ended(), poll.toString());
  }
}
