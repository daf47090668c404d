using System.Text.Encodings.Web;
using ConfigSync.Contract;

namespace ConfigSync.Injection.Patching;

/// <summary>Writes an <see cref="InjectionRecord"/> as <see cref="ContractJsonContext"/> would, straight into bytes: every patch holds one.</summary>
internal static class RecordWriter
{
    public static JsonOutput Write(InjectionRecord record)
    {
        var json = new JsonOutput(JavaScriptEncoder.Default);
        json.StartObject();
        json.String("version"u8, record.Version);
        json.String("reload"u8, record.Reload);
        json.String("envChanges"u8, record.EnvChanges);
        WriteTexts(json, "containers"u8, record.Containers);
        json.StartArray("mounts"u8);
        foreach (var mount in record.Mounts)
        {
            Write(json, mount);
        }

        json.EndArray();
        json.StartArray("objects"u8);
        foreach (var found in record.Objects)
        {
            Write(json, found);
        }

        json.EndArray();
        WriteTexts(json, "notes"u8, record.Notes);
        json.EndObject();
        return json;
    }

    private static void Write(JsonOutput json, MountRecord mount)
    {
        json.StartObject();
        json.String("container"u8, mount.Container);
        json.String("path"u8, mount.Path);
        json.String("strategy"u8, mount.Strategy);
        if (mount.Now is not null)
        {
            json.String("now"u8, mount.Now);
        }

        json.EndObject();
    }

    private static void Write(JsonOutput json, ObjectRecord found)
    {
        json.StartObject();
        json.String("kind"u8, found.Kind);
        json.String("name"u8, found.Name);
        json.String("by"u8, found.By);
        WriteTexts(json, "keys"u8, found.Keys);
        json.EndObject();
    }

    private static void WriteTexts(JsonOutput json, ReadOnlySpan<byte> name, IReadOnlyList<string>? texts)
    {
        if (texts is null)
        {
            return;
        }

        json.StartArray(name);
        foreach (var text in texts)
        {
            json.String(text);
        }

        json.EndArray();
    }
}
