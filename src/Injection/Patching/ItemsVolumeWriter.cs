using System.Runtime.InteropServices;
using System.Text.Json;
using ConfigSync.Injection.Planning.Edits;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Patching;

/// <summary>
/// Writes the source of an <see cref="ItemsVolume"/>: every field of the original but its name, and of its items those that are wanted. A volume without
/// items shows every key as a file, so its only file becomes its only item.
/// </summary>
internal sealed class ItemsVolumeWriter(JsonOutput json, string path, string? fileName)
{
    public void Write(ReadOnlyMemory<byte> original)
    {
        using var volume = JsonDocument.Parse(original);
        foreach (var field in volume.RootElement.EnumerateObject().Where(field => field.Name != "name"))
        {
            json.Name(field.Name);
            if (field.Name == "projected")
            {
                WriteProjected(field.Value);
            }
            else
            {
                WriteSource(field);
            }
        }
    }

    private void WriteProjected(JsonElement projected)
    {
        json.StartObject();
        foreach (var field in projected.EnumerateObject())
        {
            json.Name(field.Name);
            if (field.Name != "sources")
            {
                json.Raw(JsonMarshal.GetRawUtf8Value(field.Value));
                continue;
            }

            json.StartArray();
            foreach (var source in field.Value.EnumerateArray().Where(IsWanted))
            {
                json.StartObject();
                foreach (var kind in source.EnumerateObject())
                {
                    json.Name(kind.Name);
                    WriteSource(kind);
                }

                json.EndObject();
            }

            json.EndArray();
        }

        json.EndObject();
    }

    private void WriteSource(JsonProperty source)
    {
        var value = source.Value;
        if (value.ValueKind != JsonValueKind.Object || source.Name is not ("configMap" or "secret" or "downwardAPI"))
        {
            json.Raw(JsonMarshal.GetRawUtf8Value(value));
            return;
        }

        json.StartObject();
        foreach (var field in value.EnumerateObject().Where(field => field.Name != "items"))
        {
            json.Name(field.Name);
            json.Raw(JsonMarshal.GetRawUtf8Value(field.Value));
        }

        json.StartArray("items"u8);
        if (HasItems(value, out var items))
        {
            foreach (var item in items.EnumerateArray().Where(IsWantedItem))
            {
                WriteItem(item);
            }
        }
        else if (fileName is not null)
        {
            json.StartObject();
            json.String("key"u8, path);
            json.String("path"u8, fileName);
            json.EndObject();
        }

        json.EndArray();
        json.EndObject();
    }

    private void WriteItem(JsonElement item)
    {
        json.StartObject();
        foreach (var field in item.EnumerateObject())
        {
            json.Name(field.Name);
            if (field.Name == "path")
            {
                json.String(fileName ?? PathOf(item)[(path.Length + 1)..]);
            }
            else
            {
                json.Raw(JsonMarshal.GetRawUtf8Value(field.Value));
            }
        }

        json.EndObject();
    }

    // One that lists no items has the file when no other lists it: volumes in which that is open are not derived from.
    private bool IsWanted(JsonElement source) =>
        source.ValueKind == JsonValueKind.Object && source.EnumerateObject().Any(kind =>
            kind.Value.ValueKind == JsonValueKind.Object
            && (HasItems(kind.Value, out var items)
                ? items.EnumerateArray().Any(IsWantedItem)
                : fileName is not null && kind.Name is ("configMap" or "secret") && !path.Contains('/', StringComparison.Ordinal)));

    private bool IsWantedItem(JsonElement item) =>
        fileName is null ? PathOf(item).StartsWith(path + "/", StringComparison.Ordinal) : PathOf(item) == path;

    private static bool HasItems(JsonElement source, out JsonElement items) =>
        source.TryGetProperty("items", out items) && items.ValueKind == JsonValueKind.Array && items.GetArrayLength() > 0;

    private static string PathOf(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("path", out var path) && path.ValueKind == JsonValueKind.String
            ? PathText.Relative(path.GetString()!)
            : "";
}
