using System.Text.Json;

namespace ConfigSync.Injection.Reading;

/// <summary>Reads containers.</summary>
internal static class ContainerReader
{
    public static List<ContainerView>? ReadAll(ref FieldReader json, string pointer)
    {
        if (!json.EnterArray())
        {
            return null;
        }

        var containers = new List<ContainerView>();
        while (json.NextElement())
        {
            var container = new ContainerView { Pointer = $"{pointer}/{containers.Count}" };
            containers.Add(container);
            if (json.EnterObject())
            {
                ReadFields(ref json, container);
            }
        }

        return containers;
    }

    private static void ReadFields(ref FieldReader json, ContainerView container)
    {
        while (json.NextField())
        {
            if (json.Is("name"u8))
            {
                container.Name = json.String() ?? "";
            }
            else if (json.Is("args"u8))
            {
                CommandReader.ReadTexts(ref json, container, "args");
            }
            else if (json.Is("command"u8))
            {
                CommandReader.ReadTexts(ref json, container, "command");
            }
            else if (json.Is("volumeMounts"u8))
            {
                container.Mounts = ReadMounts(ref json);
            }
            else if (json.Is("env"u8))
            {
                EnvironmentReader.ReadEnv(ref json, container);
            }
            else if (json.Is("envFrom"u8))
            {
                EnvironmentReader.ReadEnvFrom(ref json, container);
            }
            else
            {
                ReadRest(ref json, container);
            }
        }
    }

    private static void ReadRest(ref FieldReader json, ContainerView container)
    {
        if (json.Is("securityContext"u8))
        {
            container.Security = SpecReader.ReadSecurity(ref json);
        }
        else if (json.Is("image"u8))
        {
            container.Image = ReadName(ref json);
        }
        else if (json.Is("imagePullPolicy"u8))
        {
            container.ImagePullPolicy = ReadName(ref json);
        }
        else if (json.Is("resources"u8))
        {
            container.Resources = ResourcesReader.Read(ref json);
        }
        else if (json.Is("restartPolicy"u8))
        {
            container.RestartPolicy = json.String();
        }
        else if (json.Is("workingDir"u8))
        {
            container.WorkingDirectory = json.String();
        }
        else if (json.Is("ports"u8))
        {
            ReadPorts(ref json, container);
        }
        else if (json.Is("volumeDevices"u8))
        {
            ReadDevices(ref json, container);
        }
        else if (json.Is("lifecycle"u8))
        {
            CommandReader.ReadHooks(ref json, container);
        }
        else if (json.Is("livenessProbe"u8))
        {
            CommandReader.ReadHandler(ref json, container, "livenessProbe/exec/command");
        }
        else if (json.Is("readinessProbe"u8))
        {
            CommandReader.ReadHandler(ref json, container, "readinessProbe/exec/command");
        }
        else if (json.Is("startupProbe"u8))
        {
            container.HasStartupProbe = !json.IsNull;
            CommandReader.ReadHandler(ref json, container, "startupProbe/exec/command");
        }
        else
        {
            json.Skip();
        }
    }

    // Kept where it stands: it is copied into the patch, if it is needed at all.
    private static Range? ReadName(ref FieldReader json)
    {
        json.CheckString();
        return json.Type == JsonTokenType.String && !json.IsValue(""u8) ? json.ValueStart..json.ValueEnd : null;
    }

    private static void ReadPorts(ref FieldReader json, ContainerView container)
    {
        if (!json.EnterArray())
        {
            return;
        }

        while (json.NextElement())
        {
            CommandReader.ReadPort(ref json, container, "containerPort"u8);
        }
    }

    private static void ReadDevices(ref FieldReader json, ContainerView container)
    {
        container.DevicePaths.Clear();
        if (!json.EnterArray())
        {
            return;
        }

        while (json.NextObject())
        {
            while (json.NextField())
            {
                if (json.Is("devicePath"u8))
                {
                    container.DevicePaths.Add(PathText.Absolute(json.String() ?? ""));
                }
                else
                {
                    json.Skip();
                }
            }
        }
    }

    private static List<MountView>? ReadMounts(ref FieldReader json)
    {
        if (!json.EnterArray())
        {
            return null;
        }

        var mounts = new List<MountView>();
        while (json.NextElement())
        {
            mounts.Add(ReadMount(ref json, mounts.Count));
        }

        return mounts;
    }

    private static MountView ReadMount(ref FieldReader json, int index)
    {
        string? volume = null, path = null, subPath = null, expression = null;
        var readOnly = false;
        var isObject = json.EnterObject();
        while (isObject && json.NextField())
        {
            if (json.Is("name"u8))
            {
                volume = json.String();
            }
            else if (json.Is("mountPath"u8))
            {
                path = json.String();
            }
            else if (json.Is("subPath"u8))
            {
                subPath = json.String();
            }
            else if (json.Is("subPathExpr"u8))
            {
                expression = json.String();
            }
            else if (json.Is("readOnly"u8))
            {
                readOnly = json.Boolean() ?? false;
            }
            else
            {
                json.Skip();
            }
        }

        return new MountView
        {
            Index = index,
            Volume = volume ?? "",
            Path = PathText.Absolute(path ?? ""),
            SubPath = string.IsNullOrEmpty(subPath) ? null : subPath,
            SubPathExpression = string.IsNullOrEmpty(expression) ? null : expression,
            ReadOnly = readOnly,
        };
    }
}
