namespace ConfigSync.Injection.Reading;

/// <summary>The few fields of a container that injection looks at.</summary>
internal sealed class ContainerView
{
    private static readonly List<MountView> None = [];

    /// <summary>RFC 6901 pointer to the container.</summary>
    public required string Pointer { get; init; }

    public string Name { get; set; } = "";

    /// <summary>Of an init container: <c>Always</c> makes it a sidecar that keeps running.</summary>
    public string? RestartPolicy { get; set; }

    /// <summary>The image's name, in the Pod's JSON with its quotes; null when there is none.</summary>
    public Range? Image { get; set; }

    /// <summary>The pull policy of the image, likewise.</summary>
    public Range? ImagePullPolicy { get; set; }

    public SecurityView? Security { get; set; }

    public ResourcesView Resources { get; set; }

    /// <summary>True for an init container that keeps running beside the Pod's containers.</summary>
    public bool IsNativeSidecar => RestartPolicy == "Always" && Pointer.StartsWith("/spec/initContainers/", StringComparison.Ordinal);

    /// <summary>Null when the container has none, which decides how one is added.</summary>
    public List<MountView>? Mounts { get; set; }

    public List<MountView> MountsOrNone => Mounts ?? None;

    /// <summary>Device paths of raw block volumes: in use like mount paths.</summary>
    public List<string> DevicePaths { get; } = [];

    public List<EnvironmentReference> Environment { get; } = [];

    /// <summary>Every text in which a path may stand: command, args, env values, commands of probes and hooks.</summary>
    public List<TextView> Texts { get; } = [];

    /// <summary>Ports that the container declares or is probed at.</summary>
    public List<long> Ports { get; } = [];

    /// <summary>The directory that relative paths are taken from; null for the image's.</summary>
    public string? WorkingDirectory { get; set; }

    public bool HasStartupProbe { get; set; }

    public bool HasCommand => Texts.Exists(static text => text.Before == "command");

    public IEnumerable<string> Arguments => Texts.Where(text => text.Before == "args").Select(text => text.Value);

    public MountView? MountAt(string path)
    {
        foreach (var mount in MountsOrNone)
        {
            if (mount.Path == path)
            {
                return mount;
            }
        }

        return null;
    }

    /// <summary>Forgets the texts of a field: where it is given twice, the last one counts.</summary>
    public void ForgetTexts(string before)
    {
        for (var index = Texts.Count - 1; index >= 0; index--)
        {
            if (Texts[index].Before == before)
            {
                Texts.RemoveAt(index);
            }
        }
    }
}

/// <summary>A text of a container and where it stands: <c>{Before}/{Index}{After}</c> below the container.</summary>
internal readonly record struct TextView(string Before, int Index, string After, string Value)
{
    public string PointerIn(ContainerView container) => $"{container.Pointer}/{Before}/{Index}{After}";
}

/// <summary>A ConfigMap or Secret that a container's <c>env</c> or <c>envFrom</c> refers to.</summary>
/// <param name="Kind"><c>ConfigMap</c> or <c>Secret</c>.</param>
/// <param name="Name">The object's name.</param>
/// <param name="Key">The key, or null for all of them (<c>envFrom</c>).</param>
/// <param name="Optional">True when it may be missing.</param>
internal sealed record EnvironmentReference(string Kind, string Name, string? Key, bool Optional);
