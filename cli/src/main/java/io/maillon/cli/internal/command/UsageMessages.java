package io.maillon.cli.internal.command;

import io.maillon.cli.ExitCodes;
import io.maillon.cli.yaml.Nearest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what is wrong with a command line, and what was expected. */
final class UsageMessages implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    String command = line.getCommandSpec().qualifiedName(" ");
    line.getErr().println(command + ": " + message(e) + " (see '" + command + " --help')");
    return ExitCodes.USAGE;
  }

  private static String message(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      return unknown(unmatched.getUnmatched().get(0), e.getCommandLine());
    }
    if (e instanceof MissingParameterException missing) {
      return missing(missing);
    }
    if (e.getCause() instanceof TypeConversionException wrong && e.getArgSpec() != null) {
      return name(e.getArgSpec()) + ": " + wrong.getMessage();
    }
    return firstLine(e.getMessage());
  }

  private static String unknown(String word, CommandLine line) {
    boolean option = word.startsWith("-");
    List<String> known =
        option
            ? line.getCommandSpec().options().stream()
                .map(OptionSpec::longestName)
                .sorted()
                .toList()
            : commands(line);
    String typed = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
    String hint = Nearest.to(typed, known).map(k -> "; did you mean '" + k + "'?").orElse("");
    String kind = option ? "one of the options " : "one of the commands ";
    String expected = known.isEmpty() ? "no further argument" : kind + String.join(", ", known);
    return "'" + word + "': expected " + expected + hint;
  }

  /** Those that are shown to people. */
  static List<String> commands(CommandLine line) {
    return line.getSubcommands().entrySet().stream()
        .filter(command -> !command.getValue().getCommandSpec().usageMessage().hidden())
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String missing(MissingParameterException e) {
    String names =
        e.getMissing().stream().map(UsageMessages::shown).collect(Collectors.joining(", "));
    boolean valueOnly = e.getMessage().startsWith("Missing required parameter for option");
    return names + (valueOnly ? ": expected a value after it" : ": expected, it is missing");
  }

  private static String name(ArgSpec arg) {
    return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
  }

  private static String shown(ArgSpec arg) {
    return arg instanceof OptionSpec option && option.arity().max() > 0
        ? option.longestName() + " " + arg.paramLabel()
        : name(arg);
  }

  private static String firstLine(String text) {
    return text == null ? "" : text.lines().findFirst().orElse("");
  }
}
