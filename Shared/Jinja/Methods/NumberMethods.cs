using Salt.Jinja.Values;

namespace Salt.Jinja.Methods;

internal static class NumberMethods
{
    public static IEnumerable<Method> OfReals { get; } =
    [
        new("is_integer", [], (self, _) => Math.Floor((double)self) == (double)self),
        new("conjugate", [], (self, _) => self),
    ];

    public static IEnumerable<Method> OfWholes { get; } =
    [
        new("bit_length", [], (self, _) => PythonNumbers.Box(System.Numerics.BigInteger.Abs(PythonNumbers.ToBig(self)).GetBitLength())),
        new("conjugate", [], (self, _) => PythonOperators.Plus(self)),
    ];
}
