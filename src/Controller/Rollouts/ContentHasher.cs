using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ConfigSync.Controller.Rollouts;

/// <summary>
/// Hashes the data of a ConfigMap or Secret straight from the response bytes. No value becomes a string, and every buffer that held one is wiped:
/// Secrets leave no copies in memory.
/// </summary>
internal static class ContentHasher
{
    // Half of SHA-256 is enough to distinguish contents, and keeps annotations short.
    private const int HashBytes = 8;

    /// <summary>Hashes the values of all keys, or of some (joined by commas).</summary>
    public static string Hash(ReadOnlySpan<byte> json, string keys)
    {
        var wanted = keys.Length == 0 ? null : keys.Split(',').ToHashSet(StringComparer.Ordinal);
        var entries = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("not an object");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("data"u8) || reader.ValueTextEquals("binaryData"u8))
            {
                ReadEntries(ref reader, wanted, entries);
            }
            else
            {
                reader.Skip();
            }
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var (key, value) in entries)
        {
            // Keys have their length before them, so that no two sets of entries read the same.
            var name = Encoding.UTF8.GetBytes(key);
            BinaryPrimitives.WriteInt32BigEndian(length, name.Length);
            hash.AppendData(length);
            hash.AppendData(name);
            hash.AppendData(value);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, HashBytes));
    }

    private static void ReadEntries(ref Utf8JsonReader reader, HashSet<string>? wanted, SortedDictionary<string, byte[]> entries)
    {
        reader.Read();
        while (reader.TokenType != JsonTokenType.Null && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            if (wanted is null || wanted.Contains(key))
            {
                entries[key] = HashValue(ref reader);
            }
        }
    }

    private static byte[] HashValue(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return [];
        }

        var buffer = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            return SHA256.HashData(buffer.AsSpan(0, reader.CopyString(buffer)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }
}
