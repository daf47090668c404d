using System.Net;
using System.Text.Json;

namespace ConfigSync.Kubernetes;

/// <summary>Reads one line of a watch.</summary>
internal static class WatchEventReader
{
    /// <summary>Reads an event. An event of type ERROR is thrown as what it says.</summary>
    public static (WatchEventKind Kind, ObjectMetadata Object) Read(ReadOnlySpan<byte> line, ApiRequest request, MetadataSelection selection)
    {
        // The server writes the type first, but nothing says that it must: find it before the object is read.
        var kind = FindKind(line);
        var reader = new Utf8JsonReader(line);
        reader.Read();
        while (MetadataReader.NextMember(ref reader))
        {
            if (!reader.ValueTextEquals("object"u8))
            {
                reader.Skip();
                continue;
            }

            reader.Read();
            return kind is { } known
                ? (known, MetadataReader.ReadObject(ref reader, selection))
                : throw Refusal(request, JsonSerializer.Deserialize(ref reader, KubernetesJsonContext.Default.Status));
        }

        throw new JsonException("an event has no object");
    }

    private static WatchEventKind? FindKind(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        reader.Read();
        MetadataReader.Expect(ref reader, JsonTokenType.StartObject);
        while (MetadataReader.NextMember(ref reader))
        {
            if (!reader.ValueTextEquals("type"u8))
            {
                reader.Skip();
                continue;
            }

            reader.Read();
            return reader.GetString() switch
            {
                "ADDED" or "MODIFIED" => WatchEventKind.Upserted,
                "DELETED" => WatchEventKind.Deleted,
                "BOOKMARK" => WatchEventKind.Bookmark,
                "ERROR" => null,
                var other => throw new JsonException($"an event has the type '{other}'"),
            };
        }

        throw new JsonException("an event has no type");
    }

    private static KubernetesApiException Refusal(ApiRequest request, Status? status) =>
        RefusalReader.Create(request, (HttpStatusCode)(status?.Code ?? 500), status, retryAfter: null);
}
