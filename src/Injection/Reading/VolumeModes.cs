using System.Text.Json;

namespace ConfigSync.Injection.Reading;

/// <summary>The permission bits that a volume asks for its files.</summary>
internal static class VolumeModes
{
    private const int OthersRead = 0b100;

    /// <summary>True when any user may read each of its files.</summary>
    /// <param name="volume">The volume's JSON.</param>
    public static bool AnybodyReads(ReadOnlySpan<byte> volume)
    {
        var json = new Utf8JsonReader(volume);
        while (json.Read())
        {
            // Without a mode files are 0644. A mode may stand at the volume, at one of its projections or at an item; the strictest decides.
            if (json.TokenType == JsonTokenType.PropertyName && (json.ValueTextEquals("defaultMode"u8) || json.ValueTextEquals("mode"u8)))
            {
                json.Read();
                if (json.TokenType == JsonTokenType.Number && json.TryGetInt32(out var mode) && (mode & OthersRead) == 0)
                {
                    return false;
                }
            }
        }

        return true;
    }
}
