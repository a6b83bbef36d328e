package dev.zmol.tool.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.ipsec.dual.Ipsec;

/** A stack with IPsec. */
@Specialize
interface ProtectedStack extends ToolStack {
  /** {@return associations and policies} */
  Ipsec ipsec();
}
