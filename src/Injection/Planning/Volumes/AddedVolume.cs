using ConfigSync.Injection.Patching;

namespace ConfigSync.Injection.Planning.Volumes;

/// <summary>A volume that is added to the Pod.</summary>
internal abstract record AddedVolume(string Name)
{
    public void Write(JsonOutput json)
    {
        json.StartObject();
        json.String("name"u8, Name);
        WriteSource(json);
        json.EndObject();
    }

    protected abstract void WriteSource(JsonOutput json);
}
