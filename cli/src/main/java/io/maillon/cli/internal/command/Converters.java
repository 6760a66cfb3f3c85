package io.maillon.cli.internal.command;

import io.maillon.coordinator.CoordinatorPeer;
import io.maillon.protocol.Address;
import io.maillon.protocol.PartitionId;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads values of flags; what does not fit is told with the value and what was expected. */
final class Converters {
  private Converters() {}

  static void register(CommandLine line) {
    line.registerConverter(Address.class, refusing(Address::parse));
    line.registerConverter(CoordinatorPeer.class, refusing(CoordinatorPeer::parse));
    line.registerConverter(PartitionId.class, refusing(PartitionId::parse));
    line.registerConverter(Path.class, refusing(Converters::path));
    line.registerConverter(int.class, number(Integer::parseInt));
    line.registerConverter(Integer.class, number(Integer::parseInt));
    line.registerConverter(long.class, number(Long::decode));
    line.registerConverter(Long.class, number(Long::decode));
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("'" + text + "': expected a path", e);
    }
  }

  private static <T> ITypeConverter<T> number(Function<String, T> parse) {
    return text -> {
      try {
        return parse.apply(text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'" + text + "': expected a whole number");
      }
    };
  }

  private static <T> ITypeConverter<T> refusing(Function<String, T> parse) {
    return text -> {
      try {
        return parse.apply(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    };
  }
}
