package dev.zmol.ipsec.xfrm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.zmol.iface.Packet;
import dev.zmol.ipsec.EncryptionAlgorithm;
import dev.zmol.ipsec.Mode;
import dev.zmol.ipsec.PolicyAction;
import dev.zmol.ipsec.PolicyDirection;
import dev.zmol.ipsec.PortRange;
import dev.zmol.ipsec.SecurityAssociation;
import dev.zmol.ipsec.SecurityAssociationBuilder;
import dev.zmol.testkit.conformance.Covers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code ip xfrm} prints and takes, and what it does not. */
@Covers("P2")
class XfrmTextTest {
  private static final String KEY = "00112233445566778899aabbccddeeff01020304";
  private static final String LONG_KEY = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

  /** As a kernel of today prints what a daemon has set up. */
  private static final String PRINTED =
      """
      src 192.0.2.1 dst 192.0.2.2
      \tproto esp spi 0xc88b7652 reqid 1 mode tunnel
      \treplay-window 0 flag af-unspec esn
      \taead rfc4106(gcm(aes)) 0x%1$s 128
      \tlastused 2026-08-29 12:33:12
      \tanti-replay esn context:
      \t seq-hi 0x0, seq 0x0, oseq-hi 0x2, oseq 0xb
      \t replay_window 128, bitmap-length 4
      \t 00000000 00000000 00000000 00000000\s
      \tcrypto offload parameters: dev eth2 dir out mode crypto
      \tsel src 0.0.0.0/0 dst 0.0.0.0/0\s
      src 192.0.2.2 dst 192.0.2.1
      \tproto esp spi 0x0b81df6e reqid 1 mode tunnel
      \treplay-window 32 flag af-unspec
      \tauth-trunc hmac(sha256) 0x%2$s 128
      \tenc cbc(aes) 0x%2$s
      \tanti-replay context: seq 0x1f, oseq 0x0, bitmap 0x7fffffff
      \tdir in
      """
          .formatted(KEY, LONG_KEY);

  /** As {@code ip -s xfrm state} prints it. */
  private static final String WITH_STATISTICS =
      """
      src 2001:db8::1 dst 2001:db8::2
      \tproto ah spi 0x00001001(4097) reqid 7(0x00000007) mode transport
      \treplay-window 32 seq 0x00000099 flag  (0x00000000)
      \tauth-trunc hmac(sha1) 0x0001020304050607080910111213141516171819 (160 bits) 96
      \tanti-replay context: seq 0x0, oseq 0x5, bitmap 0x00000000
      \tsel src 2001:db8::1/128 dst 2001:db8::2/128 uid 0
      \tlifetime config:
      \t  limit: soft 1000(bytes), hard 2000(bytes)
      \t  limit: soft (INF)(packets), hard (INF)(packets)
      \t  expire add: soft 0(sec), hard 3600(sec)
      \t  expire use: soft 0(sec), hard 0(sec)
      \tlifetime current:
      \t  7684(bytes), 5(packets)
      \t  add 2026-01-01 10:00:00 use 2026-01-01 10:05:00
      \tstats:
      \t  replay-window 0 replay 0 failed 0
      """;

  private static final String POLICIES =
      """
      src 10.1.0.0/16 dst 10.2.0.0/16 proto tcp sport 80\s
      \tdir out priority 383615 ptype main\s
      \ttmpl src 192.0.2.1 dst 192.0.2.2
      \t\tproto esp spi 0xc88b7652 reqid 1 mode tunnel
      src 10.2.0.0/16 dst 10.1.0.0/16 proto tcp dport 80\s
      \tdir fwd priority 383615 ptype main\s
      \ttmpl src 192.0.2.2 dst 192.0.2.1
      \t\tproto esp reqid 1 mode tunnel
      src 10.2.0.0/16 dst 10.1.0.0/16 uid 0
      \tdir in action block index 8 priority 5 ptype main share any flag  (0x00000000)
      \tlifetime config:
      \t  limit: soft (INF)(bytes), hard (INF)(bytes)
      \tlifetime current:
      \t  0(bytes), 0(packets)
      \t  add 2026-01-01 10:00:00 use -
      src 0.0.0.0/0 dst 0.0.0.0/0\s
      \tsocket in priority 0 ptype main\s
      src ::/0 dst ::/0\s
      \tsocket out priority 0 ptype main\s
      src ::/0 dst ::/0 proto ipv6-icmp type 135\s
      \tdir in priority 1 ptype main\s
      src ::/0 dst ::/0\s
      \tdir in priority 2
      """;

  private static XfrmText parse(String text) {
    return XfrmText.parse(text.getBytes(StandardCharsets.UTF_8), UnaryOperator.identity());
  }

  @Test
  void associationsAreReadAsTheyArePrinted() {
    List<XfrmState> states = parse(PRINTED).states();
    assertThat(states).hasSize(2);
    XfrmState out = states.getFirst();
    assertThat(out.line()).isEqualTo(1);
    assertThat(out.source()).isEqualTo("192.0.2.1");
    assertThat(out.destination()).isEqualTo("192.0.2.2");
    assertThat(out.requestId()).isEqualTo(1);
    assertThat(out.security()).hasToString("ESP spi 0xc88b7652 TUNNEL AES_GCM_16");
    assertThat(out.security().sequenceNumber()).isEqualTo(0x2_0000_000bL);
    XfrmState in = states.getLast();
    assertThat(in.line()).isEqualTo(12);
    assertThat(in.security()).hasToString("ESP spi 0x0b81df6e TUNNEL AES_CBC HMAC_SHA2_256_128");
    assertThat(in.security().sequenceNumber()).isEqualTo(0x1f);
  }

  @Test
  void keysAreThoseOfTheText() {
    byte[] key = HexFormat.of().parseHex(KEY);
    SecurityAssociationBuilder same =
        SecurityAssociation.esp(0xc88b7652)
            .mode(Mode.TUNNEL)
            .extendedSequenceNumbers()
            .lastSequenceNumber(0x2_0000_000bL)
            .encryption(EncryptionAlgorithm.AES_GCM_16, key);
    assertThat(sealed(parse(PRINTED).states().getFirst().security())).isEqualTo(sealed(same.build()));
  }

  private static byte[] sealed(SecurityAssociation association) {
    Packet packet = new Packet(200);
    packet.set(packet.offset(), 50);
    assertThat(association.seal(packet, 4, 0)).isNull();
    return Arrays.copyOfRange(packet.bytes(), packet.offset(), packet.end());
  }

  @Test
  void lifetimesAreReadFromStatistics() {
    SecurityAssociation association = parse(WITH_STATISTICS).states().getFirst().security();
    association.install(0);
    assertThat(association).hasToString("AH spi 0x00001001 TRANSPORT HMAC_SHA1_96");
    assertThat(association.sequenceNumber()).isEqualTo(5);
    assertThat(association.expiresAt()).isEqualTo(3_600_000_000_000L);
    assertThat(association.beginAh(new byte[100], 0, 24, 6, 2000, 0)).isNull();
    assertThat(association.check(0)).isFalse();
  }

  @Test
  void authenticationHeadersAreAsLongAsLinuxHasThem() {
    String sha256 =
        "src 10.0.0.1 dst 10.0.0.2\nproto ah spi 0x1001 flag %s\nauth-trunc hmac(sha256) 0x" + LONG_KEY + " 128";
    assertThat(parse(sha256.formatted("")).states().getFirst().security().ahLength(4)).isEqualTo(32);
    assertThat(parse(sha256.formatted("align4")).states().getFirst().security().ahLength(4)).isEqualTo(28);
  }

  @Test
  void oneLinePerAssociationIsReadToo() {
    String oneLine = PRINTED.replace("\n", "\\").replace("\\src", "\\\nsrc") + "\n";
    assertThat(oneLine.lines()).hasSize(2).allMatch(line -> line.startsWith("src") && line.endsWith("\\"));
    assertThat(parse(oneLine).states().toString()).isEqualTo(
        parse(PRINTED).states().toString().replace("line=12", "line=2"));
  }

  @Test
  void policiesAreReadAsTheyArePrinted() {
    List<XfrmPolicy> policies = parse(POLICIES).policies();
    assertThat(policies).hasSize(3);
    assertThat(policies.getFirst())
        .isEqualTo(
            new XfrmPolicy(
                1,
                PolicyDirection.OUT,
                "10.1.0.0/16",
                "10.2.0.0/16",
                6,
                PortRange.of(80),
                PortRange.ANY,
                PolicyAction.PROTECT,
                383_615,
                new XfrmPolicy.Template("192.0.2.1", "192.0.2.2", 50, Mode.TUNNEL, 1)));
    assertThat(policies.get(1).action()).isEqualTo(PolicyAction.DISCARD);
    assertThat(policies.get(1).priority()).isEqualTo(5);
    assertThat(policies.getLast().action()).isEqualTo(PolicyAction.BYPASS);
    assertThat(policies.getLast().line()).isEqualTo(22);
  }

  /** As a kernel has printed it, with {@code -s}, and with {@code -o}. */
  @Test
  void policiesAreReadInAllWaysTheyArePrinted() {
    XfrmPolicy statistics =
        parse(
                """
                src fd00::1/128 dst fd00::/64 uid 0
                \tdir fwd action allow index 10 priority 0 ptype main share any flag  (0x00000000)
                \tlifetime config:
                \t  limit: soft (INF)(bytes), hard (INF)(bytes)
                \t  limit: soft (INF)(packets), hard (INF)(packets)
                \t  expire add: soft 0(sec), hard 0(sec)
                \t  expire use: soft 0(sec), hard 0(sec)
                \tlifetime current:
                \t  0(bytes), 0(packets)
                \t  add 2026-01-26 15:42:02 use -
                \ttmpl src :: dst ::
                \t\tproto esp spi 0x00001234(4660) reqid 0(0x00000000) mode transport
                \t\tlevel required share any\s
                \t\tenc-mask ffffffff auth-mask ffffffff comp-mask ffffffff
                src 10.0.0.1/32 dst 10.0.0.2/32 proto tcp sport 80 uid 0
                \tdir out action allow index 1 priority 7 ptype main share any flag  (0x00000000)
                \tlifetime config:
                \t  limit: soft (INF)(bytes), hard (INF)(bytes)
                \t  limit: soft (INF)(packets), hard (INF)(packets)
                \t  expire add: soft 0(sec), hard 0(sec)
                \t  expire use: soft 0(sec), hard 0(sec)
                \tlifetime current:
                \t  0(bytes), 0(packets)
                \t  add 2026-01-26 15:42:02 use -
                \ttmpl src 10.0.0.1 dst 10.0.0.2
                \t\tproto esp spi 0x00000000(0) reqid 1(0x00000001) mode tunnel
                \t\tlevel required share any\s
                \t\tenc-mask ffffffff auth-mask ffffffff comp-mask ffffffff
                """)
            .policies()
            .getFirst();
    XfrmPolicy oneLine =
        parse(
                """
                src 10.0.0.0/24 dst 10.0.0.2/32 \\\tdir in priority 3 ptype main flag icmp\\
                src fd00::1/128 dst fd00::/64 \\\tdir fwd priority 0 ptype main \\\
                \ttmpl src :: dst ::\\\t\tproto esp reqid 0 mode transport\\
                src 10.0.0.1/32 dst 10.0.0.2/32 proto tcp sport 80 \\\tdir out priority 7 ptype main \\\
                \ttmpl src 10.0.0.1 dst 10.0.0.2\\\t\tproto esp reqid 1 mode tunnel\\
                """)
            .policies()
            .getLast();
    assertThat(statistics.template()).isEqualTo(oneLine.template());
    assertThat(statistics.sourcePorts()).isEqualTo(PortRange.of(80));
    assertThat(statistics.line()).isEqualTo(15);
    assertThat(oneLine.line()).isEqualTo(3);
  }

  @Test
  void associationsAndPoliciesMayBeInOneText() {
    XfrmText both = parse(PRINTED + POLICIES);
    assertThat(both.states()).hasSize(2);
    assertThat(both.policies()).hasSize(3);
  }

  @Test
  void commandsAreReadToo() {
    XfrmText commands =
        parse(
            """
            # Both directions have keys of their own.
            ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp spi 0x1001 reqid 1 mode transport \\
                aead 'rfc7539esp(chacha20,poly1305)' 0x%2$s01020304 128 replay-window 64 flag esn \\
                limit time-hard 60 limit byte-soft 1000

            ip xfrm state add src 10.0.0.2 dst 10.0.0.1 proto esp spi 4098 reqid 1 mode transport \\
                enc ecb(cipher_null) "" auth-trunc "hmac(sha256)" 0x%2$s 128 # As on the other side.
            ip xfrm policy add src 10.0.0.1/32 dst 10.0.0.2/32 proto 17 dport 53 dir out priority 7 \\
                tmpl src 10.0.0.1 dst 10.0.0.2 proto esp reqid 1 mode transport level required
            """
                .formatted(KEY, LONG_KEY));
    assertThat(commands.states()).hasSize(2);
    assertThat(commands.states().getFirst().security())
        .hasToString("ESP spi 0x00001001 TRANSPORT CHACHA20_POLY1305");
    assertThat(commands.states().getFirst().security().expiresAt()).isEqualTo(60_000_000_000L);
    assertThat(commands.states().getLast().line()).isEqualTo(6);
    assertThat(commands.states().getLast().security())
        .hasToString("ESP spi 0x00001002 TRANSPORT NULL HMAC_SHA2_256_128");
    assertThat(commands.policies()).hasSize(1);
    assertThat(commands.policies().getFirst().destinationPorts()).isEqualTo(PortRange.of(53));
    assertThat(commands.policies().getFirst().protocol()).isEqualTo(17);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense | line 1: \"src\" and an address have to come here",
        "ip link show | line 1: the only commands are \"ip xfrm state add\" and \"ip xfrm policy add\"",
        "src | line 1: the text ends where an address has to be",
        "src 1.2.3.4 dst 2.3.4.5;proto esp spi 0x10 mode transport | "
            + "line 1: spi is 16; 0 to 255 are reserved (RFC 4303 §2.1)",
        "src 1.2.3.4 dst 2.3.4.5;proto esp spi 0x1000 | line 1: ESP has no encryption; it has to have one, be it NULL",
        "src 1.2.3.4 dst 2.3.4.5;proto esp reqid 1 | line 1: the association has to have \"spi\"",
        "src 1.2.3.4;proto esp spi 0x1000 | line 1: the association has to have \"dst\"",
        "src 1.2.3.4 dst 2.3.4.5;proto comp spi 0x1000 | line 1: protocol \"comp\" is not supported",
        "src 1.2.3.4 dst 2.3.4.5;proto esp spi -1 | line 2: spi is \"-1\"; it has to be a number from 0 to 4294967295",
        "src 1.2.3.4 dst 2.3.4.5;mode beet | line 2: mode \"beet\" is not supported",
        "src 1.2.3.4 dst 2.3.4.5;;encap type espinudp | line 3: \"encap\" of an association is not supported",
        "src 1.2.3.4 dst 2.3.4.5;if_id 0x1 | line 2: \"if_id\" of an association is not supported",
        "src 1.2.3.4 dst 2.3.4.5;flag wildrecv | line 2: \"wildrecv\" of an association is not supported",
        "src 1.2.3.4 dst 2.3.4.5;extra_flag oseq-may-wrap | line 2: that flag is not supported",
        "src 1.2.3.4 dst 2.3.4.5;sel src 1.2.3.4/32 dst 2.3.4.5/32 proto tcp | "
            + "line 2: an association for some of the packets between its addresses is not supported",
        "src 1.2.3.4 dst 2.3.4.5;aead rfc4106(gcm(aes)) <<Keys hidden>> 128 | "
            + "line 2: the keys are hidden; \"ip xfrm state\" shows them to root, without \"nokeys\"",
        "src 1.2.3.4 dst 2.3.4.5;aead rfc4106(gcm(aes)) secret 128 | line 2: a key has to begin with 0x",
        "src 1.2.3.4 dst 2.3.4.5;enc cbc(aes) 0x123 | line 2: a key has to be an even number of hexadecimal digits",
        "src 1.2.3.4 dst 2.3.4.5;enc cbc(aes) 0x12zz | line 2: a key has to be an even number of hexadecimal digits",
        "src 1.2.3.4 dst 2.3.4.5;enc cbc(des3_ede) 0x12 | line 2: enc \"cbc(des3_ede)\" is not supported",
        "src 1.2.3.4 dst 2.3.4.5;auth hmac(sha256) 0x12 | "
            + "line 2: \"auth\" with SHA-256 has 96 bits on Linux; \"auth-trunc\" with 128 is supported",
        "src 1.2.3.4 dst 2.3.4.5;auth-trunc hmac(md5) 0x12 96 | line 2: auth \"hmac(md5)\" is not supported",
        "src 1.2.3.4 dst 2.3.4.5;auth-trunc hmac(sha256) 0x12 96 | "
            + "line 2: the length of the ICV is 96 bits; it has to be 128",
        "src 1.2.3.4 dst 2.3.4.5;enc 'cbc(aes) 0x | line 2: a quotation mark is not closed",
        "src 1.2.3.4 dst 2.3.4.5;lifetime of a fly | "
            + "line 2: after \"lifetime\" there has to be \"config:\" or \"current:\"",
        "src 1.2.3.4 dst 2.3.4.5;limit: soft 3(parsecs), hard 4(bytes) | line 2: a limit has an unknown unit",
        "src 1.2.3.4 dst 2.3.4.5;limit time-always 3 | line 2: there has to be \"soft\" or \"hard\"",
        "src 1.2.3.4/32 dst 2.3.4.5/32;priority 1 | line 1: the policy has to have \"dst\" and \"dir\"",
        "src 1.2.3.4/32 dst 2.3.4.5/32;dir in;expire add: soft 0(sec), hard 100(sec) | "
            + "line 1: a policy with a lifetime is not supported",
        "src 1.2.3.4/32 dst 2.3.4.5/32;dir up | line 2: \"dir\" has to be \"in\", \"out\" or \"fwd\"",
        "src 1.2.3.4/32 dst 2.3.4.5/32 proto icmp type 8;dir in | "
            + "line 1: a policy for a type of ICMP messages is not supported",
        "src 1.2.3.4/32 dst 2.3.4.5/32 proto smtp;dir in | line 1: protocol \"smtp\" is not supported",
        "src 1.2.3.4/32 dst 2.3.4.5/32 sport 65536;dir in | "
            + "line 1: a port is \"65536\"; it has to be a number from 0 to 65535",
        "src 1.2.3.4/32 dst 2.3.4.5/32;dir in;tmpl src 1.2.3.4;mode tunnel | "
            + "line 3: \"tmpl\" has to have \"proto\", and \"reqid\" up to 2147483647",
        "src 1.2.3.4/32 dst 2.3.4.5/32;dir in;tmpl proto esp;level use | "
            + "line 4: \"level\" other than \"required\" is not supported",
        "src 1.2.3.4/32 dst 2.3.4.5/32;dir in;tmpl proto esp reqid 1;tmpl proto ah reqid 1 | "
            + "line 4: more than one \"tmpl\" of a policy is not supported",
        "src 1.2.3.4/32 dst 2.3.4.5/32;dir in;tmpl proto esp spi 0x1001 reqid 0 mode transport | "
            + "line 1: a policy for one association without a \"reqid\" is not supported"
      })
  void whatCannotBeUnderstoodIsRefusedWithTheLine(String text, String message) {
    assertThatExceptionOfType(XfrmException.class)
        .isThrownBy(() -> parse(text.replace(';', '\n')))
        .withMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "src 1.2.3.4 dst 2.3.4.5\nproto esp spi 0x1001\nenc cbc(aes) 0x" + KEY,
        "src 1.2.3.4 dst 2.3.4.5\nproto esp spi 0x1001\nenc cbc(aes)\n0x" + KEY + "00 16\n",
        "src 1.2.3.4 dst 2.3.4.5\nproto esp spi 0x1001\nenc 0x" + KEY,
        "src 1.2.3.4 dst 2.3.4.5\nproto esp spi 0x1001\n0x" + KEY,
        "src 1.2.3.4 dst 2.3.4.5\nproto esp spi 0x" + KEY,
        "src 1.2.3.4 dst 2.3.4.5\nproto esp spi 0x1001\naead rfc4106(gcm(aes)) " + KEY + " 128",
        "src 1.2.3.4 dst 2.3.4.5\nproto esp spi 0x1001\naead rfc4106(gcm(aes)) 0x" + KEY + "zz 128",
        "src 1.2.3.4/32 dst 2.3.4.5/32 proto 0x" + KEY,
        "0x" + KEY
      })
  void messagesShowNoKey(String text) {
    assertThatExceptionOfType(XfrmException.class)
        .isThrownBy(() -> parse(text))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(KEY.substring(0, 8)).startsWith("line "));
  }

  @Test
  void textsThatAreCutOffOrChangedEndInAnExceptionOrAreRead() {
    byte[] text = (PRINTED + WITH_STATISTICS + POLICIES).getBytes(StandardCharsets.UTF_8);
    Random random = new Random(1);
    int read = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] changed = round < text.length ? Arrays.copyOf(text, round) : text.clone();
      for (int k = round < text.length ? 0 : 1 + random.nextInt(4); k > 0; k--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(XfrmText.parse(changed, UnaryOperator.identity())).isNotNull();
        read++;
      } catch (XfrmException e) {
        assertThat(e.line()).isBetween(1, 80);
      }
    }
    assertThat(read).isBetween(100, 19_000);
  }
}
