using ConfigSync.Contract;

namespace ConfigSync.Injection.Reading;

/// <summary>The few fields of a Pod that injection looks at. Everything else of the Pod is never built, so nothing of it can be lost.</summary>
internal sealed class PodView
{
    /// <summary>The JSON that this was read from: what must be copied into the patch is copied from here.</summary>
    public ReadOnlyMemory<byte> Json { get; set; }

    public string? Name { get; set; }

    public string? GenerateName { get; set; }

    /// <summary>The controlling owner, as <c>ReplicaSet/web-7f9</c>.</summary>
    public string? Owner { get; set; }

    public bool HasMetadata { get; set; }

    public bool HasLabels { get; set; }

    public bool HasAnnotations { get; set; }

    public bool IsMirror { get; set; }

    /// <summary>Labels under our prefix, by their whole key.</summary>
    public Dictionary<string, string> Labels { get; } = new(StringComparer.Ordinal);

    /// <summary>Annotations under our prefix, by their whole key.</summary>
    public Dictionary<string, string> Annotations { get; } = new(StringComparer.Ordinal);

    public bool HasSpec { get; set; }

    public bool IsWindows { get; set; }

    public bool HostPid { get; set; }

    public bool HostNetwork { get; set; }

    public bool? ShareProcessNamespace { get; set; }

    public string? RestartPolicy { get; set; }

    /// <summary>True when the kubelet starts an ended container again: only under Always; under the others a restart in place would end the Pod.</summary>
    public bool RestartsContainers => RestartPolicy is null or "Always";

    /// <summary>The field that keeps the Pod from sharing its processes, or null when it can.</summary>
    public string? WhyProcessesAreNotShared => HostPid ? "spec.hostPID 'true'" : ShareProcessNamespace == false ? "spec.shareProcessNamespace 'false'" : null;

    public long? TerminationGracePeriodSeconds { get; set; }

    /// <summary>The Pod-level resources, which all its containers share.</summary>
    public ResourcesView Resources { get; set; }

    public SecurityView? Security { get; set; }

    /// <summary>Null when the Pod has none, which decides how one is added.</summary>
    public List<VolumeView>? Volumes { get; set; }

    /// <summary>The Pod's list of pull secrets, in its JSON; null when it has none, which decides how one is added.</summary>
    public Range? PullSecrets { get; set; }

    public bool HasPullSecrets => PullSecrets is not null;

    /// <summary>Null when the Pod has none, which decides how one is added.</summary>
    public List<ContainerView>? InitContainers { get; set; }

    public List<ContainerView> Containers { get; set; } = [];

    /// <summary>Forgets the metadata: where it is given twice, the last one is what a patch is applied to.</summary>
    public void ForgetMetadata()
    {
        (Name, GenerateName, Owner) = (null, null, null);
        (HasLabels, HasAnnotations, IsMirror) = (false, false, false);
        Labels.Clear();
        Annotations.Clear();
    }

    /// <summary>Forgets the spec, for the same reason.</summary>
    public void ForgetSpec()
    {
        (IsWindows, HostPid, HostNetwork, ShareProcessNamespace) = (false, false, false, null);
        (RestartPolicy, TerminationGracePeriodSeconds, Security) = (null, null, null);
        (Volumes, InitContainers, Containers, PullSecrets) = (null, null, [], null);
        Resources = default;
    }

    /// <summary>Names of the Secrets that images are pulled with. Read when they are asked for, which is rare: nearly every Pod has such a list.</summary>
    public List<string> ReadPullSecrets()
    {
        List<string> names = [];
        if (PullSecrets is { } range)
        {
            var json = new FieldReader(Json.Span[range]);
            SpecReader.ReadPullSecrets(ref json, names);
        }

        return names;
    }

    /// <summary>The containers that run beside the agent, main ones first and then native sidecars.</summary>
    public List<ContainerView> RunningContainers()
    {
        var running = Containers.FindAll(static container => container.Name != InjectedNames.AgentContainer);
        if (InitContainers is { } initContainers)
        {
            running.AddRange(initContainers.FindAll(static container => container.IsNativeSidecar && container.Name != InjectedNames.AgentContainer));
        }

        return running;
    }

    /// <summary>The first container that fits, init containers first.</summary>
    public ContainerView? Container(Predicate<ContainerView> fits) => InitContainers?.Find(fits) ?? Containers.Find(fits);

    public VolumeView? Volume(string name)
    {
        foreach (var volume in Volumes ?? [])
        {
            if (volume.Name == name)
            {
                return volume;
            }
        }

        return null;
    }
}
