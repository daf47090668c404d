using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ConfigSync.Injection.Reading;

/// <summary>
/// Finds the end of an object or array by its brackets and strings alone, sixty-four bytes at a time: as bit masks, one bit for each byte. What is
/// carried from block to block is all that the next one needs: the depth, an open string, and a backslash at the very end.
/// </summary>
internal static class JsonBrackets
{
    private const int Block = 64;

    /// <summary>Index of the bracket that closes what was opened right before <paramref name="json"/>; -1 when there is none.</summary>
    public static int IndexOfClosing(ReadOnlySpan<byte> json)
    {
        Span<byte> rest = stackalloc byte[Block];
        var (depth, inString, escaped) = (1, false, false);
        for (var at = 0; at < json.Length; at += Block)
        {
            scoped var block = json[at..];
            if (block.Length < Block)
            {
                rest.Clear();
                block.CopyTo(rest);
                block = rest;
            }

            var (quotes, backslashes, opening, closing) = Find(block);
            if (backslashes != 0 || escaped)
            {
                quotes = Unescaped(quotes, backslashes, ref escaped);
            }

            var outside = ~Inside(quotes, ref inString);
            (opening, closing) = (opening & outside, closing & outside);
            var closed = BitOperations.PopCount(closing);
            if (closed >= depth && Close(opening, closing, depth) is >= 0 and var end)
            {
                return at + end;
            }

            depth += BitOperations.PopCount(opening) - closed;
        }

        return -1;
    }

    // The closing bracket at which the depth becomes zero.
    private static int Close(ulong opening, ulong closing, int depth)
    {
        for (; closing != 0; closing &= closing - 1)
        {
            var at = BitOperations.TrailingZeroCount(closing);
            var before = (1UL << at) - 1;
            depth--;
            if (depth + BitOperations.PopCount(opening & before) == 0)
            {
                return at;
            }
        }

        return -1;
    }

    // Quotes that no backslash precedes, unless that backslash is itself escaped. Backslashes are rare: one by one is fast enough.
    private static ulong Unescaped(ulong quotes, ulong backslashes, ref bool escaped)
    {
        if (escaped)
        {
            quotes &= ~1UL;
            backslashes &= ~1UL;
        }

        escaped = false;
        while (backslashes != 0)
        {
            var at = BitOperations.TrailingZeroCount(backslashes);
            if (at == Block - 1)
            {
                escaped = true;
                break;
            }

            quotes &= ~(2UL << at);
            backslashes &= ~(3UL << at);
        }

        return quotes;
    }

    // Every bit from a quote up to the one that ends its string: the parity of the quotes so far.
    private static ulong Inside(ulong quotes, ref bool inString)
    {
        var inside = quotes;
        for (var shift = 1; shift < Block; shift <<= 1)
        {
            inside ^= inside << shift;
        }

        inside ^= inString ? ulong.MaxValue : 0;
        inString = inside >> (Block - 1) != 0;
        return inside;
    }

    // What stands where, a bit for each byte.
    private static (ulong Quotes, ulong Backslashes, ulong Opening, ulong Closing) Find(ReadOnlySpan<byte> block)
    {
        var (quotes, backslashes, opening, closing) = (0UL, 0UL, 0UL, 0UL);
        ref var first = ref MemoryMarshal.GetReference(block);
        for (var part = 0; part < Block; part += Vector128<byte>.Count)
        {
            var bytes = Vector128.LoadUnsafe(ref first, (nuint)part);
            // '[' and ']' differ from '{' and '}' in this bit alone, which no other byte turns into one of them.
            var curly = bytes | Vector128.Create((byte)0x20);
            quotes |= Bits(bytes, '"') << part;
            backslashes |= Bits(bytes, '\\') << part;
            opening |= Bits(curly, '{') << part;
            closing |= Bits(curly, '}') << part;
        }

        return (quotes, backslashes, opening, closing);
    }

    private static ulong Bits(Vector128<byte> bytes, char wanted) => Vector128.Equals(bytes, Vector128.Create((byte)wanted)).ExtractMostSignificantBits();
}
