using System.Runtime.InteropServices;
using System.Text.Json;
using ConfigSync.Injection.Planning.Edits;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Patching;

/// <summary>Writes the source of an <see cref="ItemsVolume"/>: every field of the original but its name, and of its items those below the directory.</summary>
internal sealed class ItemsVolumeWriter(JsonOutput json, string directory)
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
                WriteObject(field.Value);
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
            foreach (var source in field.Value.EnumerateArray().Where(HasItemsBelow))
            {
                json.StartObject();
                foreach (var kind in source.EnumerateObject())
                {
                    json.Name(kind.Name);
                    WriteObject(kind.Value);
                }

                json.EndObject();
            }

            json.EndArray();
        }

        json.EndObject();
    }

    private void WriteObject(JsonElement value)
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
                WriteItems(field.Value);
            }
            else
            {
                json.Raw(JsonMarshal.GetRawUtf8Value(field.Value));
            }
        }

        json.EndObject();
    }

    private void WriteItems(JsonElement items)
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
                    json.String(PathOf(item)[(directory.Length + 1)..]);
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

    private bool IsBelow(JsonElement item) => PathOf(item).StartsWith(directory + "/", StringComparison.Ordinal);

    private static string PathOf(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("path", out var path) && path.ValueKind == JsonValueKind.String
            ? PathText.Relative(path.GetString()!)
            : "";
}
