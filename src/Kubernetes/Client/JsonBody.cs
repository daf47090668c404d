using System.Buffers;
using System.Text.Json;

namespace ConfigSync.Kubernetes.Client;

/// <summary>Writes request bodies: small JSON objects, field by field, without a model.</summary>
public static class JsonBody
{
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
