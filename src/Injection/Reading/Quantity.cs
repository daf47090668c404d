using System.Buffers;
using System.Globalization;
using System.Text;

namespace ConfigSync.Injection.Reading;

/// <summary>
/// A Kubernetes quantity that is not negative, such as <c>500m</c>, <c>1.5Gi</c> or <c>1e3</c>: numbers are compared, never texts. What is finer than a
/// billionth is rounded up, and what is more than the largest one is that one, both as the API server does it.
/// </summary>
internal readonly record struct Quantity(UInt128 Nanos)
{
    // Twenty digits times the largest binary unit still fit into 128 bits, and the largest quantity has nineteen.
    private const int MostDigits = 20;
    private const int NanoDigits = 9;
    private static readonly SearchValues<byte> NumberCharacters = SearchValues.Create("0123456789."u8);
    private static readonly UInt128 Largest = (UInt128)long.MaxValue * 1_000_000_000;

    // Far above any node, and two of them can still be multiplied.
    private static readonly UInt128 LargestAmount = 1_000_000_000_000_000_000;

    /// <summary>In thousandths, rounded up.</summary>
    public ulong Thousandths => AmountOf(1_000_000);

    /// <summary>In whole units, rounded up.</summary>
    public ulong Units => AmountOf(1_000_000_000);

    public static bool TryParse(ReadOnlySpan<char> text, out Quantity quantity)
    {
        Span<byte> bytes = stackalloc byte[64];
        quantity = default;
        return Ascii.FromUtf16(text, bytes, out var length) == OperationStatus.Done && TryParse(bytes[..length], out quantity);
    }

    public static bool TryParse(ReadOnlySpan<byte> text, out Quantity quantity)
    {
        quantity = default;
        text = text is [(byte)'+', ..] ? text[1..] : text;
        var number = text[..Length(text)];
        if (number.IndexOfAnyInRange((byte)'0', (byte)'9') < 0 || number.Count((byte)'.') > 1 || !TryReadScale(text[number.Length..], out var thousands, out var exponent))
        {
            return false;
        }

        var (digits, shift, isCut) = Digits(number);
        quantity = new Quantity(Scale(digits << (10 * thousands), shift + exponent + NanoDigits, isCut));
        return true;
    }

    private static int Length(ReadOnlySpan<byte> text)
    {
        var length = text.IndexOfAnyExcept(NumberCharacters);
        return length < 0 ? text.Length : length;
    }

    // The number is Value * 10^Shift, and a little more where it was cut.
    private static (UInt128 Value, int Shift, bool IsCut) Digits(ReadOnlySpan<byte> number)
    {
        UInt128 value = 0;
        var (shift, count, isFraction, isCut) = (0, 0, false, false);
        foreach (var character in number)
        {
            if (character == '.')
            {
                isFraction = true;
            }
            else if (count < MostDigits)
            {
                value = (value * 10) + (UInt128)(character - '0');
                count += value == 0 ? 0 : 1;
                shift -= isFraction ? 1 : 0;
            }
            else
            {
                isCut |= character != '0';
                shift += isFraction ? 0 : 1;
            }
        }

        return (value, shift, isCut);
    }

    private static UInt128 Scale(UInt128 value, int shift, bool isCut)
    {
        for (; shift < 0 && value > 0; shift++)
        {
            var (quotient, rest) = UInt128.DivRem(value, 10);
            (value, isCut) = (quotient, isCut || rest > 0);
        }

        value += isCut ? 1u : 0u;
        for (; shift > 0 && value > 0 && value < Largest; shift--)
        {
            value *= 10;
        }

        return UInt128.Min(value, Largest);
    }

    private static bool TryReadScale(ReadOnlySpan<byte> suffix, out int thousands, out int exponent)
    {
        (thousands, exponent) = (0, 0);
        if (suffix is [var binary, (byte)'i'])
        {
            thousands = "KMGTPE"u8.IndexOf(binary) + 1;
            return thousands > 0;
        }

        if (suffix is [(byte)'e' or (byte)'E', _, ..])
        {
            // Ten thousand is as good as any: what is larger is the largest quantity, or next to nothing.
            var digits = suffix[1] is (byte)'+' or (byte)'-' ? suffix[2..] : suffix[1..];
            var isNumber = digits.Length is > 0 and <= 4 && digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
            exponent = isNumber ? int.Parse(digits, CultureInfo.InvariantCulture) * (suffix[1] == '-' ? -1 : 1) : 0;
            return isNumber;
        }

        var position = suffix.Length switch { 0 => 3, 1 => "num kMGTPE"u8.IndexOf(suffix[0]), _ => -1 };
        exponent = (position - 3) * 3;
        return position >= 0 && suffix is not [(byte)' '];
    }

    private ulong AmountOf(UInt128 unit) => (ulong)UInt128.Min((Nanos + unit - 1) / unit, LargestAmount);
}
