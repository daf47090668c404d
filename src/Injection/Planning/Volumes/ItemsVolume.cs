using System.Runtime.InteropServices;
using System.Text.Json;
using ConfigSync.Injection.Patching;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Planning.Volumes;

/// <summary>
/// One of the Pod's own volumes with just the items below a directory, and that directory as its root: so what was mounted by subPath,
/// and never changed, becomes a mount of a whole volume, which the kubelet updates. Every other field of the volume is kept.
/// </summary>
internal sealed record ItemsVolume(string Name, ReadOnlyMemory<byte> Original, string Directory) : AddedVolume(Name)
{
    protected override void WriteSource(JsonOutput json)
    {
        using var volume = JsonDocument.Parse(Original);
        foreach (var field in volume.RootElement.EnumerateObject().Where(field => field.Name != "name"))
        {
            json.Name(field.Name);
            if (field.Name == "projected")
            {
                WriteProjected(json, field.Value);
            }
            else
            {
                WriteObject(json, field.Value);
            }
        }
    }

    private void WriteProjected(JsonOutput json, JsonElement projected)
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
            foreach (var source in field.Value.EnumerateArray().Where(HasItemsBelow))
            {
                json.StartObject();
                foreach (var kind in source.EnumerateObject())
                {
                    json.Name(kind.Name);
                    WriteObject(json, kind.Value);
                }

                json.EndObject();
            }

            json.EndArray();
        }

        json.EndObject();
    }

    private void WriteObject(JsonOutput json, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            json.Raw(JsonMarshal.GetRawUtf8Value(value));
            return;
        }

        json.StartObject();
        foreach (var field in value.EnumerateObject())
        {
            json.Name(field.Name);
            if (field.Name == "items" && field.Value.ValueKind == JsonValueKind.Array)
            {
                WriteItems(json, field.Value);
            }
            else
            {
                json.Raw(JsonMarshal.GetRawUtf8Value(field.Value));
            }
        }

        json.EndObject();
    }

    private void WriteItems(JsonOutput json, JsonElement items)
    {
        json.StartArray();
        foreach (var item in items.EnumerateArray().Where(IsBelow))
        {
            json.StartObject();
            foreach (var field in item.EnumerateObject())
            {
                json.Name(field.Name);
                if (field.Name == "path")
                {
                    json.String(PathOf(item)[(Directory.Length + 1)..]);
                }
                else
                {
                    json.Raw(JsonMarshal.GetRawUtf8Value(field.Value));
                }
            }

            json.EndObject();
        }

        json.EndArray();
    }

    private bool HasItemsBelow(JsonElement source) =>
        source.ValueKind == JsonValueKind.Object && source.EnumerateObject().Any(kind =>
            kind.Value.ValueKind == JsonValueKind.Object
            && kind.Value.TryGetProperty("items", out var items)
            && items.ValueKind == JsonValueKind.Array
            && items.EnumerateArray().Any(IsBelow));

    private bool IsBelow(JsonElement item) => PathOf(item).StartsWith(Directory + "/", StringComparison.Ordinal);

    private static string PathOf(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("path", out var path) && path.ValueKind == JsonValueKind.String
            ? PathText.Relative(path.GetString()!)
            : "";
}
