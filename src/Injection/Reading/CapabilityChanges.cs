namespace ConfigSync.Injection.Reading;

/// <summary>Changes to the capabilities that the runtime gives a container, as far as they matter here.</summary>
[Flags]
internal enum CapabilityChanges
{
    None = 0,
    DropsAll = 1,
    DropsKill = 2,
    DropsDacOverride = 4,
    AddsAll = 8,
    AddsKill = 16,
    AddsDacOverride = 32,
}
