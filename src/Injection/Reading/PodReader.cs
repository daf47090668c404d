namespace ConfigSync.Injection.Reading;

/// <summary>
/// Reads a <see cref="PodView"/>. Where a field is given twice the last one counts, as for every JSON reader of Kubernetes.
/// <c>managedFields</c>, often half of a request, is passed over like every field that is not named here, and never built.
/// </summary>
internal static class PodReader
{
    public static PodView Read(ref FieldReader json, ReadOnlyMemory<byte> whole)
    {
        var pod = new PodView { Json = whole };
        if (!json.EnterObject())
        {
            return pod;
        }

        while (json.NextField())
        {
            if (json.Is("kind"u8))
            {
                // Nobody looks at it, but the API server takes nothing else than a string either.
                _ = json.String();
            }
            else if (json.Is("metadata"u8))
            {
                ReadMetadata(ref json, pod);
            }
            else if (json.Is("spec"u8))
            {
                SpecReader.Read(ref json, pod);
            }
            else
            {
                json.Skip();
            }
        }

        return pod;
    }

    private static void ReadMetadata(ref FieldReader json, PodView pod)
    {
        pod.ForgetMetadata();
        pod.HasMetadata = json.EnterObject();
        while (pod.HasMetadata && json.NextField())
        {
            if (json.Is("name"u8))
            {
                pod.Name = json.String();
            }
            else if (json.Is("generateName"u8))
            {
                pod.GenerateName = json.String();
            }
            else if (json.Is("labels"u8))
            {
                pod.HasLabels = ReadOurs(ref json, pod, pod.Labels);
            }
            else if (json.Is("annotations"u8))
            {
                pod.HasAnnotations = ReadOurs(ref json, pod, pod.Annotations);
            }
            else if (json.Is("ownerReferences"u8))
            {
                pod.Owner = ReadOwner(ref json);
            }
            else
            {
                json.Skip();
            }
        }
    }

    private static bool ReadOurs(ref FieldReader json, PodView pod, Dictionary<string, string> ours)
    {
        ours.Clear();
        if (!json.EnterObject())
        {
            return false;
        }

        while (json.NextField())
        {
            if (json.NameStartsWith("config-sync.dev/"u8))
            {
                var name = json.Name();
                ours[name] = json.String() ?? "";
            }
            else
            {
                pod.IsMirror |= json.Is("kubernetes.io/config.mirror"u8) && ReferenceEquals(ours, pod.Annotations);
                json.Skip();
            }
        }

        return true;
    }

    private static string? ReadOwner(ref FieldReader json)
    {
        string? owner = null;
        if (!json.EnterArray())
        {
            return owner;
        }

        while (json.NextObject())
        {
            string? kind = null, name = null;
            var controls = false;
            while (json.NextField())
            {
                if (json.Is("kind"u8))
                {
                    kind = json.String();
                }
                else if (json.Is("name"u8))
                {
                    name = json.String();
                }
                else if (json.Is("controller"u8))
                {
                    controls = json.Boolean() ?? false;
                }
                else
                {
                    json.Skip();
                }
            }

            owner = controls ? $"{kind}/{name}" : owner;
        }

        return owner;
    }
}
