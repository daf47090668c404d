namespace ConfigSync.Injection.Reading;

/// <summary>Reads commands, probes and hooks: texts in which a path may stand, and ports that are in use.</summary>
internal static class CommandReader
{
    private const string PostStart = "lifecycle/postStart/exec/command";
    private const string PreStop = "lifecycle/preStop/exec/command";

    public static void ReadTexts(ref FieldReader json, ContainerView container, string pointer)
    {
        container.ForgetTexts(pointer);
        if (!json.EnterArray())
        {
            return;
        }

        for (var index = 0; json.NextElement(); index++)
        {
            container.Texts.Add(new TextView(pointer, index, "", json.String() ?? ""));
        }
    }

    public static void ReadHooks(ref FieldReader json, ContainerView container)
    {
        container.ForgetTexts(PostStart);
        container.ForgetTexts(PreStop);
        if (!json.EnterObject())
        {
            return;
        }

        while (json.NextField())
        {
            if (json.Is("postStart"u8))
            {
                ReadHandler(ref json, container, PostStart);
            }
            else if (json.Is("preStop"u8))
            {
                ReadHandler(ref json, container, PreStop);
            }
            else
            {
                json.Skip();
            }
        }
    }

    public static void ReadHandler(ref FieldReader json, ContainerView container, string pointer)
    {
        container.ForgetTexts(pointer);
        if (!json.EnterObject())
        {
            return;
        }

        while (json.NextField())
        {
            if (json.Is("exec"u8))
            {
                ReadCommand(ref json, container, pointer);
            }
            else if (json.Is("httpGet"u8) || json.Is("tcpSocket"u8) || json.Is("grpc"u8))
            {
                ReadPort(ref json, container, "port"u8);
            }
            else
            {
                json.Skip();
            }
        }
    }

    public static void ReadPort(ref FieldReader json, ContainerView container, ReadOnlySpan<byte> field)
    {
        if (!json.EnterObject())
        {
            return;
        }

        while (json.NextField())
        {
            if (json.Is(field) && json.NumberIfAny() is { } port)
            {
                container.Ports.Add(port);
            }
            else
            {
                json.Skip();
            }
        }
    }

    private static void ReadCommand(ref FieldReader json, ContainerView container, string pointer)
    {
        container.ForgetTexts(pointer);
        if (!json.EnterObject())
        {
            return;
        }

        while (json.NextField())
        {
            if (json.Is("command"u8))
            {
                ReadTexts(ref json, container, pointer);
            }
            else
            {
                json.Skip();
            }
        }
    }
}
