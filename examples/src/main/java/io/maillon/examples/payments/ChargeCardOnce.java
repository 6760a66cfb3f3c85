package io.maillon.examples.payments;

import io.maillon.link.StageContext;
import io.maillon.link.StageFunction;
import io.maillon.link.codec.Codec;
import io.maillon.link.codec.Codecs;
import java.io.IOException;

/**
 * Charges the card of each record, once: the bank is told the idempotency key, which is the same
 * whenever this record is processed, and drops repeats. Compare {@link ChargeCard}.
 *
 * <p>Options: {@code bank} (file:PATH), {@code answerMs} that the bank takes (2).
 */
public final class ChargeCardOnce implements StageFunction<String, String> {
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
    bank.chargeOnce(context.idempotencyKey(), charge.card(), charge.cents());
    Bank.awaitAnswer(answerMs);
    context.emit(charge.card(), charge.line());
  }
}
