package dev.zmol.testkit.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A script that drives one TCP connection of a stack in virtual time, and says which segments it has to send.
 *
 * <p>Immutable: it can be run as often as one likes, each time with a new stack.
 */
public final class PacketScript {
  private final String name;
  private final String text;
  private final Settings settings;
  private final List<Statement> statements;

  private PacketScript(String name, String text, Settings settings, List<Statement> statements) {
    this.name = name;
    this.text = text;
    this.settings = settings;
    this.statements = statements;
  }

  /**
   * Reads a script.
   *
   * @param name its name, for messages
   * @param text its text
   * @return the script
   * @throws ScriptException if it is not written as scripts are
   */
  public static PacketScript parse(String name, String text) {
    var settings = new Settings();
    List<Statement> statements = ScriptParser.parse(name, text, settings);
    return new PacketScript(name, text, settings, statements);
  }

  /**
   * Reads a script from a file, whose name becomes its own.
   *
   * @param file the file, in UTF-8
   * @return the script
   * @throws ScriptException if it is not written as scripts are
   * @throws UncheckedIOException if the file cannot be read
   */
  public static PacketScript read(Path file) {
    try {
      return parse(file.getFileName().toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** {@return the name} */
  public String name() {
    return name;
  }

  /**
   * Runs the script against a new stack.
   *
   * @param stack which stack
   * @return what was sent and received, called and asserted, a line each
   * @throws ScriptFailure if the stack does anything else than the script says
   * @throws IllegalArgumentException if a setting has a value that the stack does not accept
   */
  public List<String> run(StackUnderTest stack) {
    return new ScriptRun(this, stack).run();
  }

  Settings settings() {
    return settings;
  }

  List<Statement> statements() {
    return statements;
  }

  String text() {
    return text;
  }

  @Override
  public String toString() {
    return name;
  }
}
