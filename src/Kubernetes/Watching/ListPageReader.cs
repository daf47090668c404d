using System.Text.Json;
using ConfigSync.Kubernetes.Metadata;

namespace ConfigSync.Kubernetes.Watching;

/// <summary>Reads one page of a list.</summary>
internal static class ListPageReader
{
    /// <summary>Notifies of each object of the page. Returns the resource version of the list, and the continue token of the next page, if there is one.</summary>
    public static (string Version, string? NextPage) Read(ReadOnlySpan<byte> json, MetadataSelection selection, Action<ResourceChange> notify)
    {
        var version = "";
        string? next = null;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        MetadataReader.Expect(ref reader, JsonTokenType.StartObject);
        while (MetadataReader.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("metadata"u8))
            {
                (version, next) = ReadListMetadata(ref reader);
            }
            else if (reader.ValueTextEquals("items"u8))
            {
                ReadItems(ref reader, selection, notify);
            }
            else
            {
                reader.Skip();
            }
        }

        return version.Length > 0 ? (version, next) : throw new JsonException("a list has no resourceVersion");
    }

    private static void ReadItems(ref Utf8JsonReader reader, MetadataSelection selection, Action<ResourceChange> notify)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        MetadataReader.Expect(ref reader, JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            notify(new ResourceChange(ResourceChangeKind.Listed, MetadataReader.ReadObject(ref reader, selection)));
        }
    }

    private static (string Version, string? NextPage) ReadListMetadata(ref Utf8JsonReader reader)
    {
        string version = "", next = "";
        reader.Read();
        MetadataReader.Expect(ref reader, JsonTokenType.StartObject);
        while (MetadataReader.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("resourceVersion"u8))
            {
                reader.Read();
                version = reader.GetString() ?? "";
            }
            else if (reader.ValueTextEquals("continue"u8))
            {
                reader.Read();
                next = reader.GetString() ?? "";
            }
            else
            {
                reader.Skip();
            }
        }

        return (version, next.Length > 0 ? next : null);
    }
}
