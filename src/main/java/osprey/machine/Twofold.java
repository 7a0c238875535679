package osprey.machine;

/// A number as the unevaluated sum of two doubles, about 106 bits: what it takes to round
/// elementary functions correctly but for one case in very many. The high part is the sum, rounded.
record Twofold(double high, double low) {
  static final Twofold ONE = of(1);

  static Twofold of(double value) {
    return new Twofold(value, 0);
  }

  /// The exact sum.
  static Twofold sum(double a, double b) {
    double high = a + b;
    double part = high - a;
    return new Twofold(high, (a - (high - part)) + (b - part));
  }

  /// The exact product.
  static Twofold product(double a, double b) {
    double high = a * b;
    return new Twofold(high, Math.fma(a, b, -high));
  }

  /// The same for parts of which the first is the larger.
  private static Twofold normal(double high, double low) {
    double sum = high + low;
    return new Twofold(sum, low - (sum - high));
  }

  Twofold plus(Twofold other) {
    Twofold highs = sum(high, other.high);
    Twofold lows = sum(low, other.low);
    Twofold first = normal(highs.high, highs.low + lows.high);
    return normal(first.high, first.low + lows.low);
  }

  Twofold plus(double other) {
    Twofold highs = sum(high, other);
    return normal(highs.high, highs.low + low);
  }

  Twofold minus(Twofold other) {
    return plus(other.negated());
  }

  Twofold negated() {
    return new Twofold(-high, -low);
  }

  Twofold times(Twofold other) {
    Twofold highs = product(high, other.high);
    return normal(highs.high, highs.low + (high * other.low + low * other.high));
  }

  Twofold times(double other) {
    Twofold highs = product(high, other);
    return normal(highs.high, highs.low + low * other);
  }

  Twofold dividedBy(Twofold other) {
    double first = high / other.high;
    Twofold rest = minus(other.times(first));
    double second = rest.high / other.high;
    rest = rest.minus(other.times(second));
    return normal(first, second).plus(rest.high / other.high);
  }

  Twofold root() {
    if (high == 0) {
      return this;
    }
    double first = Math.sqrt(high);
    Twofold rest = minus(product(first, first));
    return normal(first, rest.high / (2 * first));
  }

  /// Times a power of two, exactly unless it leaves the range.
  Twofold scaled(int exponent) {
    return new Twofold(Math.scalb(high, exponent), Math.scalb(low, exponent));
  }
}
