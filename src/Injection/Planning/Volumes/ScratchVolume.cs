using ConfigSync.Injection.Patching;

namespace ConfigSync.Injection.Planning.Volumes;

/// <summary>An emptyDir: the agent's state, files that keep their path, copied directories.</summary>
internal sealed record ScratchVolume(string Name) : AddedVolume(Name)
{
    protected override void WriteSource(JsonOutput json)
    {
        json.StartObject("emptyDir"u8);
        json.EndObject();
    }
}
