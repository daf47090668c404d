using System.Buffers;
using System.Text.Json;

namespace ConfigSync.Kubernetes;

/// <summary>Writes the body of a request: small objects whose shape is known where they are sent.</summary>
public static class JsonBody
{
    /// <summary>Writes one JSON object.</summary>
    public static ReadOnlyMemory<byte> Write<TState>(TState state, Action<Utf8JsonWriter, TState> members)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            members(writer, state);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
