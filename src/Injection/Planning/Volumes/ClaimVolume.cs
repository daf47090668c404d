using ConfigSync.Injection.Patching;

namespace ConfigSync.Injection.Planning.Volumes;

/// <summary>The claim that target-claim names.</summary>
internal sealed record ClaimVolume(string Name, string Claim) : AddedVolume(Name)
{
    protected override void WriteSource(JsonOutput json)
    {
        json.StartObject("persistentVolumeClaim"u8);
        json.String("claimName"u8, Claim);
        json.EndObject();
    }
}
