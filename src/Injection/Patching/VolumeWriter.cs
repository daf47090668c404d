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
            case ScratchVolume scratch:
                json.StartObject("emptyDir"u8);
                if (scratch.InMemory)
                {
                    json.Constant("medium"u8, "Memory"u8);
                }

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
                new ItemsVolumeWriter(json, items.Path, items.FileName).Write(items.Original);
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
        json.Boolean("optional"u8, true);
        json.EndObject();
    }
}
