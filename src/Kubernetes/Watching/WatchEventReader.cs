using System.Net;
using System.Text.Json;
using ConfigSync.Kubernetes.Client;
using ConfigSync.Kubernetes.Metadata;
using ConfigSync.Kubernetes.Models;

namespace ConfigSync.Kubernetes.Watching;

/// <summary>Reads one event of a watch.</summary>
internal static class WatchEventReader
{
    /// <summary>Reads an event. An event of type ERROR is thrown: its object is a Status, most often 410 Gone, and the watch is over after it.</summary>
    public static (WatchEventKind Kind, ObjectMetadata Object) Read(ReadOnlySpan<byte> line, ApiRequest request, MetadataSelection selection)
    {
        // The type decides how the object is read. The server writes it first, but JSON members have no order: find it in a pass of its own.
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

        throw new JsonException("the event has no object");
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
                var other => throw new JsonException($"unknown event type '{other}'"),
            };
        }

        throw new JsonException("the event has no type");
    }

    private static KubernetesApiException Refusal(ApiRequest request, Status? status) =>
        RefusalReader.Create(request, (HttpStatusCode)(status?.Code ?? 500), status, retryAfter: null);
}

/// <summary>A bookmark carries nothing but a newer resource version to resume from.</summary>
internal enum WatchEventKind
{
    Upserted,
    Deleted,
    Bookmark,
}
