using System.Diagnostics;
using ConfigSync.Contract;
using ConfigSync.Injection.Planning.Edits;

namespace ConfigSync.Injection.Patching;

/// <summary>Writes a volume that is added.</summary>
internal static class VolumeWriter
{
    public static void Write(JsonOutput json, AddedVolume volume)
    {
        json.StartObject();
        json.String("name"u8, volume.Name);
        switch (volume)
        {
            case ScratchVolume:
                json.StartObject("emptyDir"u8);
                json.EndObject();
                break;
            case ClaimVolume claim:
                json.StartObject("persistentVolumeClaim"u8);
                json.String("claimName"u8, claim.Claim);
                json.EndObject();
                break;
            case EnvironmentVolume environment:
                Write(json, environment.Object);
                break;
            case ItemsVolume items:
                new ItemsVolumeWriter(json, items.Directory).Write(items.Original);
                break;
            default:
                throw new UnreachableException();
        }

        json.EndObject();
    }

    private static void Write(JsonOutput json, EnvironmentObject source)
    {
        var isSecret = source.Kind == ObjectRecord.Secret;
        json.StartObject(isSecret ? "secret"u8 : "configMap"u8);
        json.String(isSecret ? "secretName"u8 : "name"u8, source.Name);
        if (source.Keys is { } keys)
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

        if (source.Optional)
        {
            json.Boolean("optional"u8, true);
        }

        json.EndObject();
    }
}
