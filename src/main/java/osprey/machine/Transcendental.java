package osprey.machine;

/// Elementary functions correctly rounded but for one case in very many: as good as the C library
/// that programs are compared with, and on every host the same. Arguments are finite and within the
/// function's domain; {@link FloatFunction} sees to the rest.
final class Transcendental {
  /// Larger angles would need more of pi than is here.
  static final double ANGLE_MAX = 0x1p30;

  private static final double LN2_HIGH = 0x1.62e42fefa39efp-1;
  private static final double LN2_MIDDLE = 0x1.abc9e3b39803fp-56;
  private static final double LN2_LOW = 0x1.7b57a079a1934p-111;
  private static final Twofold LN2 = new Twofold(LN2_HIGH, LN2_MIDDLE);
  private static final double[] HALF_PI = {
    0x1.921fb54442d18p0, 0x1.1a62633145c07p-54, -0x1.f1976b7ed8fbcp-110, 0x1.4cf98e804177dp-164
  };
  private static final double LOG10_E = 0.4342944819032518;
  private static final double LOG10_2_HIGH = 0.30102999566361177;
  private static final double LOG10_2_LOW = 3.694239077158931e-13;
  private static final double TINY = 0x1p-1000;
  private static final int HALVINGS = 8;
  private static final int EXPONENTIAL_TERMS = 10;
  private static final int SINE_TERMS = 28;

  private Transcendental() {}

  /// e to the x as a number between 1/2 and 2, times two to the exponent.
  private record Power(Twofold fraction, int exponent) {}

  private static Twofold fraction(Twofold x, double multiple) {
    return x.minus(Twofold.product(multiple, LN2_HIGH))
        .minus(Twofold.product(multiple, LN2_MIDDLE))
        .plus(-multiple * LN2_LOW);
  }

  /// e to the x, minus 1, for |x| below 1/2, to full relative accuracy.
  private static Twofold smallExponential(Twofold x) {
    Twofold part = x.scaled(-HALVINGS);
    Twofold sum = Twofold.ONE;
    for (int i = EXPONENTIAL_TERMS; i > 1; i--) {
      sum = part.times(sum).dividedBy(Twofold.of(i)).plus(1);
    }
    Twofold result = part.times(sum);
    for (int i = 0; i < HALVINGS; i++) {
      result = result.times(result.plus(2));
    }
    return result;
  }

  private static Power power(Twofold x) {
    double multiple = Math.rint(x.high() / LN2_HIGH);
    return new Power(smallExponential(fraction(x, multiple)).plus(1), (int) multiple);
  }

  private static double value(Power power) {
    return Math.scalb(power.fraction.high(), power.exponent);
  }

  static double exp(double x) {
    return value(power(Twofold.of(x)));
  }

  private static Twofold logarithm(double x) {
    double guess = StrictMath.log(x);
    Twofold error;
    if (Math.abs(guess) < 0.25) {
      error = smallExponential(Twofold.of(-guess)).times(x).plus(Twofold.sum(x, -1));
    } else {
      int exponent = Math.getExponent(x);
      Power inverse = power(Twofold.of(-guess));
      error =
          inverse
              .fraction
              .times(Math.scalb(x, -exponent))
              .scaled(inverse.exponent + exponent)
              .plus(-1);
    }
    double square = error.high() * error.high();
    return error.plus(-square / 2 + square * error.high() / 3).plus(guess);
  }

  static double log(double x) {
    return logarithm(x).high();
  }

  static double log2(double x) {
    int exponent = Math.getExponent(x);
    return Math.scalb(1.0, exponent) == x ? exponent : logarithm(x).dividedBy(LN2).high();
  }

  /// As fdlibm computes it, from a better logarithm.
  static double log10(double x) {
    int exponent = Math.getExponent(x);
    int rounded = exponent < 0 ? exponent + 1 : exponent;
    double rest = rounded * LOG10_2_LOW + LOG10_E * log(Math.scalb(x, -rounded));
    return rest + rounded * LOG10_2_HIGH;
  }

  /// x is positive; the power neither overflows nor underflows.
  static double pow(double x, double y) {
    return value(power(logarithm(x).times(y)));
  }

  /// As fdlibm computes it, from a better exponential.
  static double cosh(double x) {
    double magnitude = Math.abs(x);
    if (magnitude < LN2_HIGH / 2) {
      double small = StrictMath.expm1(magnitude);
      double sum = 1 + small;
      return 1 + small * small / (sum + sum);
    }
    double power = exp(magnitude);
    return 0.5 * power + 0.5 / power;
  }

  /// Sine and cosine of an angle of at most an eighth of a circle, or so.
  private record Circle(Twofold sine, Twofold cosine) {
    static Circle of(Twofold angle) {
      Twofold square = angle.times(angle).negated();
      Twofold sine = Twofold.ONE;
      Twofold cosine = Twofold.ONE;
      for (int i = SINE_TERMS; i > 0; i -= 2) {
        cosine = square.times(cosine).dividedBy(Twofold.of(i * (i - 1))).plus(1);
        sine = square.times(sine).dividedBy(Twofold.of(i * (i + 1))).plus(1);
      }
      return new Circle(sine.times(angle), cosine);
    }

    Circle turned(long quarters) {
      return switch ((int) quarters & 3) {
        case 0 -> this;
        case 1 -> new Circle(cosine, sine.negated());
        case 2 -> new Circle(sine.negated(), cosine.negated());
        default -> new Circle(cosine.negated(), sine);
      };
    }
  }

  private static Circle circle(double angle) {
    double quarters = Math.rint(angle / HALF_PI[0]);
    Twofold rest = Twofold.of(angle);
    for (double part : HALF_PI) {
      rest = rest.minus(Twofold.product(quarters, part));
    }
    return Circle.of(rest).turned((long) quarters);
  }

  static double sin(double x) {
    return circle(x).sine.high();
  }

  static double cos(double x) {
    return circle(x).cosine.high();
  }

  static double tan(double x) {
    Circle circle = circle(x);
    return circle.sine.dividedBy(circle.cosine).high();
  }

  /// The angle of a direction: one step of Newton's method from a good guess.
  private static double angle(Twofold y, Twofold x) {
    double guess = StrictMath.atan2(y.high(), x.high());
    Circle circle = circle(guess);
    Twofold across = y.times(circle.cosine).minus(x.times(circle.sine));
    Twofold along = x.times(circle.cosine).plus(y.times(circle.sine));
    return across.dividedBy(along).plus(guess).high();
  }

  static double atan2(double y, double x) {
    int exponent = Math.max(Math.getExponent(x), Math.getExponent(y));
    double scaledY = Math.scalb(y, -exponent);
    double scaledX = Math.scalb(x, -exponent);
    return Math.abs(scaledY) < TINY || Math.abs(scaledX) < TINY
        ? StrictMath.atan2(y, x)
        : angle(Twofold.of(scaledY), Twofold.of(scaledX));
  }

  /// The other side of a right-angled triangle with hypotenuse 1.
  private static Twofold side(double x) {
    return Twofold.sum(1, -x).times(Twofold.sum(1, x)).root();
  }

  static double asin(double x) {
    return angle(Twofold.of(x), side(x));
  }

  static double acos(double x) {
    return angle(side(x), Twofold.of(x));
  }

  static double hypot(double x, double y) {
    int exponent = Math.max(Math.getExponent(x), Math.getExponent(y));
    double scaledX = Math.scalb(x, -exponent);
    double scaledY = Math.scalb(y, -exponent);
    Twofold square = Twofold.product(scaledX, scaledX).plus(Twofold.product(scaledY, scaledY));
    return Math.scalb(square.root().high(), exponent);
  }

  static double cbrt(double x) {
    double guess = StrictMath.cbrt(x);
    Twofold square = Twofold.product(guess, guess);
    Twofold error = square.times(guess).minus(Twofold.of(x));
    return Twofold.of(guess).plus(-error.high() / (3 * square.high())).high();
  }
}
