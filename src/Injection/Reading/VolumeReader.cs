namespace ConfigSync.Injection.Reading;

/// <summary>Reads volumes: what they show, and whether a Pod may write to them.</summary>
internal static class VolumeReader
{
    public static List<VolumeView>? ReadAll(ref FieldReader json)
    {
        if (!json.EnterArray())
        {
            return null;
        }

        var volumes = new List<VolumeView>();
        while (json.NextElement())
        {
            var volume = new VolumeView();
            var start = json.ValueStart;
            if (json.EnterObject())
            {
                ReadFields(ref json, volume);
            }

            volume.Json = start..json.ValueEnd;
            volumes.Add(volume);
        }

        return volumes;
    }

    private static void ReadFields(ref FieldReader json, VolumeView volume)
    {
        while (json.NextField())
        {
            if (!json.IsNull)
            {
                ReadField(ref json, volume);
            }
        }
    }

    private static void ReadField(ref FieldReader json, VolumeView volume)
    {
        if (json.Is("name"u8))
        {
            volume.Name = json.String() ?? "";
        }
        else if (json.Is("configMap"u8))
        {
            volume.Kind = VolumeKind.ConfigMap;
            volume.Projections = [ProjectionReader.Read(ref json, ProjectionKind.ConfigMap, "name"u8)];
        }
        else if (json.Is("secret"u8))
        {
            volume.Kind = VolumeKind.Secret;
            volume.Projections = [ProjectionReader.Read(ref json, ProjectionKind.Secret, "secretName"u8)];
        }
        else if (json.Is("projected"u8))
        {
            volume.Kind = VolumeKind.Projected;
            volume.Projections = ProjectionReader.ReadSources(ref json);
        }
        else if (json.Is("persistentVolumeClaim"u8))
        {
            ReadClaim(ref json, volume);
        }
        else
        {
            volume.Kind = json.Is("emptyDir"u8) ? VolumeKind.Scratch
                : json.Is("ephemeral"u8) ? VolumeKind.Ephemeral
                : json.Is("hostPath"u8) ? VolumeKind.HostPath
                : json.Is("downwardAPI"u8) ? VolumeKind.DownwardApi
                : volume.Kind;
            json.Skip();
        }
    }

    private static void ReadClaim(ref FieldReader json, VolumeView volume)
    {
        (volume.Kind, volume.Claim, volume.ReadOnly) = (VolumeKind.Claim, null, false);
        json.EnterObject();
        while (json.NextField())
        {
            if (json.Is("claimName"u8))
            {
                volume.Claim = json.String();
            }
            else if (json.Is("readOnly"u8))
            {
                volume.ReadOnly = json.Boolean() ?? false;
            }
            else
            {
                json.Skip();
            }
        }
    }
}
