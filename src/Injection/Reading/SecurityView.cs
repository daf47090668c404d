namespace ConfigSync.Injection.Reading;

/// <summary>The fields of a security context, of a Pod or of a container, that injection looks at.</summary>
internal sealed record SecurityView
{
    public long? User { get; set; }

    public long? Group { get; set; }

    public bool? NonRoot { get; set; }

    public long? FileSystemGroup { get; set; }

    public CapabilityChanges Capabilities { get; set; }

    // Where these stand in the Pod's JSON: the agent gets the same, to the byte.
    public Range? Seccomp { get; set; }

    public Range? AppArmor { get; set; }

    public Range? SeLinux { get; set; }

    /// <summary>True when root has the capability KILL in this container: every runtime gives it unless it is dropped.</summary>
    public bool HasKill => Has(CapabilityChanges.DropsKill, CapabilityChanges.AddsKill);

    /// <summary>True when root has the capability DAC_OVERRIDE, which is given in the same way.</summary>
    public bool HasDacOverride => Has(CapabilityChanges.DropsDacOverride, CapabilityChanges.AddsDacOverride);

    private bool Has(CapabilityChanges drops, CapabilityChanges adds) =>
        (Capabilities & (adds | CapabilityChanges.AddsAll)) != 0 || (Capabilities & (drops | CapabilityChanges.DropsAll)) == 0;
}
