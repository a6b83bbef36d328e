package dev.zmol.ipsec.xfrm;

import dev.zmol.ipsec.SecurityAssociationBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Associations and policies as {@code ip xfrm state} and {@code ip xfrm policy} print them, one text after the other,
 * or as the commands that add them: {@code ip xfrm state add …}, {@code ip xfrm policy add …}.
 *
 * <p>What would change packets, or who is let in, and is not supported is refused; what tells only how Linux goes about
 * it is passed over: when an association was used last, what a network card takes over. Policies for packets
 * that are forwarded, and those of single sockets, which nothing here could have, are left out.
 *
 * @param states the associations, in the order of the text
 * @param policies the policies, in the order of the text
 */
public record XfrmText(List<XfrmState> states, List<XfrmPolicy> policies) {
  /** Makes the lists unchangeable. */
  public XfrmText {
    states = List.copyOf(states);
    policies = List.copyOf(policies);
  }

  /**
   * Reads a text.
   *
   * @param text the text, which has keys in it: who has read it, wipes it
   * @param more changes the associations that are in the text before they are built
   * @return what is in it; the associations have keys until they are closed
   * @throws XfrmException if the text can't be understood, or asks for what is not supported; it says in which line
   */
  public static XfrmText parse(byte[] text, UnaryOperator<SecurityAssociationBuilder> more) {
    List<XfrmState> states = new ArrayList<>();
    List<XfrmPolicy> policies = new ArrayList<>();
    try {
      XfrmWords words = new XfrmWords(text);
      while (!words.isAtEnd()) {
        begin(words, more, states, policies);
      }
    } catch (XfrmException e) {
      states.forEach(state -> state.security().close());
      throw e;
    }
    return new XfrmText(states, policies);
  }

  private static void begin(
      XfrmWords words,
      UnaryOperator<SecurityAssociationBuilder> more,
      List<XfrmState> states,
      List<XfrmPolicy> policies) {
    int line = words.line();
    boolean isCommand = words.is("ip");
    words.joinsLines(isCommand);
    boolean isPolicy = isPolicyCommand(words);
    if (!words.take("src")) {
      throw words.refuse("\"src\" and an address have to come here");
    }
    String source = words.word("an address");
    if (isCommand ? isPolicy : source.indexOf('/') >= 0) {
      XfrmPolicyParser parser = new XfrmPolicyParser(line, source);
      parser.read(words);
      parser.policy().ifPresent(policies::add);
    } else {
      states.add(new XfrmStateParser(line, source).read(words, more));
    }
  }

  /** Takes the words of a command, if they are there; returns whether it adds a policy. */
  private static boolean isPolicyCommand(XfrmWords words) {
    if (!words.take("ip")) {
      return false;
    }
    boolean known = words.take("xfrm");
    boolean isPolicy = words.is("policy");
    known &= words.take("state") || words.take("policy");
    known &= words.take("add") || words.take("update");
    if (!known) {
      throw words.refuse("the only commands are \"ip xfrm state add\" and \"ip xfrm policy add\"");
    }
    return isPolicy;
  }

  /** Whether what is said of an association or policy ends before the word at hand. */
  static boolean isOver(XfrmWords words) {
    return words.isAtEnd() || (words.startsLine() && (words.is("src") || words.is("ip")));
  }

  static XfrmException unsupported(int line, String what) {
    return new XfrmException(line, what + " is not supported");
  }
}
