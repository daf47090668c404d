using ConfigSync.Contract;
using ConfigSync.Injection.Patching;

namespace ConfigSync.Injection.Planning.Volumes;

/// <summary>What stands behind an environment, mounted so that the agent can watch it.</summary>
internal sealed record EnvironmentVolume(string Name, EnvironmentObject Object) : AddedVolume(Name)
{
    protected override void WriteSource(JsonOutput json)
    {
        var isSecret = Object.Kind == ObjectRecord.Secret;
        json.StartObject(isSecret ? "secret"u8 : "configMap"u8);
        json.String(isSecret ? "secretName"u8 : "name"u8, Object.Name);
        if (Object.Keys is { } keys)
        {
            json.StartArray("items"u8);
            foreach (var key in keys)
            {
                json.StartObject();
                json.String("key"u8, key);
                json.String("path"u8, key);
                json.EndObject();
            }

            json.EndArray();
        }

        if (Object.Optional)
        {
            json.Boolean("optional"u8, true);
        }

        json.EndObject();
    }
}
