package osprey.lang.scn;

/// `==`, `<=` and the like.
public enum Comparison {
  EQUAL("=="),
  NOT_EQUAL("!="),
  LESS("<"),
  LESS_EQUAL("<="),
  GREATER(">"),
  GREATER_EQUAL(">=");

  private final String sign;

  Comparison(String sign) {
    this.sign = sign;
  }

  public String sign() {
    return sign;
  }

  /// @param tolerance how far apart equal values may be, in the values' unit; makes the others as
  ///   much more lenient
  public boolean holds(double left, double right, double tolerance) {
    return switch (this) {
      case EQUAL -> Math.abs(left - right) <= tolerance;
      case NOT_EQUAL -> Math.abs(left - right) > tolerance;
      case LESS -> left < right + tolerance;
      case LESS_EQUAL -> left <= right + tolerance;
      case GREATER -> left > right - tolerance;
      case GREATER_EQUAL -> left >= right - tolerance;
    };
  }
}
