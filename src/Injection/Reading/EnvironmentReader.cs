using ConfigSync.Contract;

namespace ConfigSync.Injection.Reading;

/// <summary>Reads <c>env</c> and <c>envFrom</c>: values in which a path may stand, and the objects that the others refer to.</summary>
internal static class EnvironmentReader
{
    public static void ReadEnv(ref FieldReader json, ContainerView container)
    {
        container.Environment.RemoveAll(static reference => reference.Key is not null);
        container.ForgetTexts("env");
        if (!json.EnterArray())
        {
            return;
        }

        for (var index = 0; json.NextElement(); index++)
        {
            if (!json.EnterObject())
            {
                continue;
            }

            while (json.NextField())
            {
                if (json.Is("value"u8))
                {
                    ReadValue(ref json, container, index);
                }
                else if (json.Is("valueFrom"u8))
                {
                    ReadValueFrom(ref json, container);
                }
                else
                {
                    json.Skip();
                }
            }
        }
    }

    public static void ReadEnvFrom(ref FieldReader json, ContainerView container)
    {
        container.Environment.RemoveAll(static reference => reference.Key is null);
        if (!json.EnterArray())
        {
            return;
        }

        while (json.NextObject())
        {
            ReadReferences(ref json, container, "configMapRef"u8, "secretRef"u8, wholeObject: true);
        }
    }

    private static void ReadValue(ref FieldReader json, ContainerView container, int index)
    {
        if (container.Texts is [.., { Before: "env" } last] && last.Index == index)
        {
            container.Texts.RemoveAt(container.Texts.Count - 1);
        }

        if (json.String() is { } value)
        {
            container.Texts.Add(new TextView("env", index, "/value", value));
        }
    }

    private static void ReadValueFrom(ref FieldReader json, ContainerView container)
    {
        if (json.EnterObject())
        {
            ReadReferences(ref json, container, "configMapKeyRef"u8, "secretKeyRef"u8, wholeObject: false);
        }
    }

    private static void ReadReferences(ref FieldReader json, ContainerView container, ReadOnlySpan<byte> configMap, ReadOnlySpan<byte> secret, bool wholeObject)
    {
        while (json.NextField())
        {
            if (json.Is(configMap))
            {
                ReadReference(ref json, container, ObjectRecord.ConfigMap, wholeObject);
            }
            else if (json.Is(secret))
            {
                ReadReference(ref json, container, ObjectRecord.Secret, wholeObject);
            }
            else
            {
                json.Skip();
            }
        }
    }

    private static void ReadReference(ref FieldReader json, ContainerView container, string kind, bool wholeObject)
    {
        if (!json.EnterObject())
        {
            return;
        }

        string? name = null, key = null;
        var optional = false;
        while (json.NextField())
        {
            if (json.Is("name"u8))
            {
                name = json.String();
            }
            else if (json.Is("key"u8))
            {
                key = json.String();
            }
            else if (json.Is("optional"u8))
            {
                optional = json.Boolean() ?? false;
            }
            else
            {
                json.Skip();
            }
        }

        if (!string.IsNullOrEmpty(name))
        {
            container.Environment.Add(new EnvironmentReference(kind, name, wholeObject ? null : key ?? "", optional));
        }
    }
}
