using System.Text.Json;

namespace ConfigSync.Kubernetes.Metadata;

/// <summary>
/// Interns strings: namespaces, kinds and names of owners occur in thousands of objects. A table of fixed size in which a newer text replaces an older one,
/// so it never grows, whatever is created and deleted in the cluster.
/// </summary>
internal sealed class StringPool
{
    private const int Slots = 1024;
    private const int LongestText = 256;

    private readonly string?[] _slots = new string?[Slots];

    /// <summary>The string value at the reader.</summary>
    public string Read(ref Utf8JsonReader reader)
    {
        if (reader.HasValueSequence || reader.ValueSpan.Length > LongestText)
        {
            return reader.GetString() ?? "";
        }

        Span<char> text = stackalloc char[LongestText];
        return Get(text[..reader.CopyString(text)]);
    }

    public string Get(ReadOnlySpan<char> text)
    {
        ref var slot = ref _slots[string.GetHashCode(text) & (Slots - 1)];
        return slot is { } known && text.SequenceEqual(known) ? known : slot = text.ToString();
    }
}
