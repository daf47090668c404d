namespace ConfigSync.Injection.Reading;

/// <summary>One element of a Pod's <c>volumes</c>.</summary>
internal sealed class VolumeView
{
    public string Name { get; set; } = "";

    public VolumeKind Kind { get; set; }

    /// <summary>The objects that it shows: one for a ConfigMap or Secret volume, any number for a projected one.</summary>
    public List<ProjectionView> Projections { get; set; } = [];

    /// <summary>The claim of a PersistentVolumeClaim volume.</summary>
    public string? Claim { get; set; }

    /// <summary>True when the volume itself is read-only.</summary>
    public bool ReadOnly { get; set; }

    /// <summary>Where the volume stands in the Pod's JSON, to derive another from it.</summary>
    public Range Json { get; set; }

    public bool HasToken => Shows(ProjectionKind.Token);

    /// <summary>True when a Pod can write to it: what the kubelet keeps is read-only, and so is a claim that says so.</summary>
    public bool IsWritable => !ReadOnly && Kind is (VolumeKind.Scratch or VolumeKind.Ephemeral or VolumeKind.Claim);

    /// <summary>True when it shows a Secret, be it among others: then none of it may reach a disk.</summary>
    public bool ShowsSecret => Shows(ProjectionKind.Secret);

    public bool Shows(ProjectionKind kind)
    {
        foreach (var projection in Projections)
        {
            if (projection.Kind == kind)
            {
                return true;
            }
        }

        return false;
    }
}
