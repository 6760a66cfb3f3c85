package io.maillon.examples.payments;

import io.maillon.link.StageContext;
import io.maillon.link.StageFunction;
import io.maillon.link.codec.Codec;
import io.maillon.link.codec.Codecs;
import java.io.IOException;

/**
 * Charges the card of each record. <b>It has a bug, on purpose</b>: the bank is outside of the
 * pipeline, and it is not told the idempotency key. When the process dies after the bank has
 * charged and before the record's commit, the next owner of the partition takes the record again,
 * and the card is charged twice. No test without a failure shows it. {@link ChargeCardOnce} is
 * right.
 *
 * <p>Options: {@code bank} (file:PATH), {@code answerMs} that the bank takes (2).
 */
public final class ChargeCard implements StageFunction<String, String> {
  private Bank bank;
  private long answerMs;

  @Override
  public Codec<String> inputCodec() {
    return Codecs.utf8();
  }

  @Override
  public Codec<String> outputCodec() {
    return Codecs.utf8();
  }

  @Override
  public void open(StageContext<String> context) {
    context.options().allow("bank", "answerMs");
    bank = Bank.of(context.options());
    answerMs = context.options().number("answerMs", 2, 0, 10_000);
  }

  @Override
  public void process(String line, StageContext<String> context) throws IOException {
    Charge charge = Charge.parse(line);
    bank.charge(charge.card(), charge.cents());
    Bank.awaitAnswer(answerMs);
    context.emit(charge.card(), charge.line());
  }
}
