using ConfigSync.Injection.Policy;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ConfigSync.Webhook.Profiles;

/// <summary>Reads <c>profiles: {name: {annotation: value}}</c> from YAML. Every fault is told at once, with line and column where there is one.</summary>
internal sealed class ProfilesFile
{
    private const string RootKey = "profiles";

    private readonly string _path;
    private readonly List<string> _faults = [];

    private ProfilesFile(string path) => _path = path;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="faults">What is wrong with it, a line each; when there is anything, nothing of the file holds.</param>
    public static ProfileSet Read(string path, out IReadOnlyList<string> faults)
    {
        var file = new ProfilesFile(path);
        faults = file._faults;
        var profiles = file.ReadYaml();
        var set = ProfileSet.Create(profiles, out var findings);
        file._faults.AddRange(findings.Select(finding => $"can't use profiles file '{path}': {finding}"));
        return file._faults.Count == 0 ? set : ProfileSet.Empty;
    }

    private Dictionary<string, IReadOnlyDictionary<string, string>> ReadYaml()
    {
        var profiles = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        try
        {
            using var reader = new StreamReader(_path);
            var yaml = new YamlStream();
            yaml.Load(reader);
            foreach (var (name, node) in yaml.Documents.SelectMany(document => Entries(document.RootNode, "the file")))
            {
                if (name.Value == RootKey)
                {
                    ReadProfiles(node, profiles);
                }
                else
                {
                    Fault(name.Start, $"unknown key '{name.Value}': the only one is '{RootKey}'");
                }
            }
        }
        catch (YamlException cause)
        {
            Fault(cause.Start, cause.InnerException?.Message ?? cause.Message);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            _faults.Add($"can't read profiles file '{_path}': {cause.Message}");
        }

        return profiles;
    }

    private void ReadProfiles(YamlNode node, Dictionary<string, IReadOnlyDictionary<string, string>> profiles)
    {
        foreach (var (name, body) in Entries(node, $"'{RootKey}'"))
        {
            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (annotation, value) in Entries(body, $"profile '{name.Value}'"))
            {
                if (value is YamlScalarNode { Value: { } text })
                {
                    values[annotation.Value!] = text;
                }
                else
                {
                    Fault(value.Start, $"'{annotation.Value}' of profile '{name.Value}' must be a single value");
                }
            }

            profiles[name.Value!] = values;
        }
    }

    // A key without anything after it (`profiles:`) is an empty mapping to whoever wrote it.
    private IEnumerable<(YamlScalarNode Key, YamlNode Value)> Entries(YamlNode node, string what)
    {
        if (node is not YamlMappingNode mapping)
        {
            if (node is not YamlScalarNode { Value: null or "" })
            {
                Fault(node.Start, $"{what} must be a mapping");
            }

            yield break;
        }

        foreach (var (key, value) in mapping.Children)
        {
            if (key is YamlScalarNode scalar)
            {
                yield return (scalar, value);
            }
            else
            {
                Fault(key.Start, $"a key of {what} must be a single value");
            }
        }
    }

    private void Fault(Mark where, string text) => _faults.Add($"can't use profiles file '{_path}': line {where.Line}, column {where.Column}: {text}");
}
