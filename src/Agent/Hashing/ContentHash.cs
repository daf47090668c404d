using System.Buffers;
using System.Buffers.Binary;

namespace ConfigSync.Agent.Hashing;

/// <summary>A SHA-256 hash. Logs show its first twelve digits, enough to distinguish contents.</summary>
internal readonly record struct ContentHash(UInt128 High, UInt128 Low)
{
    internal const int Size = 32;
    private const int ShortDigits = 12;

    /// <summary>The first digits, for logs.</summary>
    public string Short => ToString()[..ShortDigits];

    public static ContentHash From(ReadOnlySpan<byte> digest) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(digest), BinaryPrimitives.ReadUInt128BigEndian(digest[16..]));

    /// <summary>Reads the 64 digits that <see cref="ToString"/> writes.</summary>
    public static ContentHash? Parse(string? text)
    {
        Span<byte> digest = stackalloc byte[Size];
        return text is { Length: Size * 2 } && Convert.FromHexString(text, digest, out _, out _) == OperationStatus.Done
            ? From(digest)
            : null;
    }

    public void CopyTo(Span<byte> digest)
    {
        BinaryPrimitives.WriteUInt128BigEndian(digest, High);
        BinaryPrimitives.WriteUInt128BigEndian(digest[16..], Low);
    }

    public override string ToString()
    {
        Span<byte> digest = stackalloc byte[Size];
        CopyTo(digest);
        return Convert.ToHexStringLower(digest);
    }
}
