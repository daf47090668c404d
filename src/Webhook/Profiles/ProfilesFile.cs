using ConfigSync.Injection.Settings;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ConfigSync.Webhook.Profiles;

/// <summary>
/// Reads <c>profiles: {name: {annotation: value}}</c> and <c>namespaces: {Namespace: profile}</c> from YAML. Every fault is told at once, with line and
/// column where there is one.
/// </summary>
internal sealed class ProfilesFile
{
    private const string ProfilesKey = "profiles";
    private const string NamespacesKey = "namespaces";

    private readonly string _path;
    private readonly List<string> _faults = [];
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _profiles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _namespaces = new(StringComparer.Ordinal);

    // Where each entry stands that ProfileSet may find a fault in.
    private readonly Dictionary<string, Mark> _places = new(StringComparer.Ordinal);

    private ProfilesFile(string path) => _path = path;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="faults">What is wrong with it, a line each; when there is anything, nothing of the file holds.</param>
    public static ProfileSet Read(string path, out IReadOnlyList<string> faults)
    {
        var file = new ProfilesFile(path);
        faults = file._faults;
        file.ReadYaml();
        var set = ProfileSet.Create(file._profiles, file._namespaces, out var found);
        foreach (var fault in found)
        {
            file.Fault(file._places[fault.Field], fault.ToString());
        }

        return file._faults.Count == 0 ? set : ProfileSet.Empty;
    }

    private void ReadYaml()
    {
        try
        {
            using var reader = new StreamReader(_path);
            var yaml = new YamlStream();
            yaml.Load(reader);
            foreach (var (name, node) in yaml.Documents.SelectMany(document => Entries(document.RootNode, "the file")))
            {
                if (name.Value == ProfilesKey)
                {
                    ReadProfiles(node);
                }
                else if (name.Value == NamespacesKey)
                {
                    ReadNamespaces(node);
                }
                else
                {
                    Fault(name.Start, $"unknown key '{name.Value}': must be '{ProfilesKey}' or '{NamespacesKey}'");
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
    }

    private void ReadProfiles(YamlNode node)
    {
        foreach (var (name, body) in Entries(node, $"'{ProfilesKey}'"))
        {
            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (annotation, value) in Entries(body, $"profile '{name.Value}'"))
            {
                if (value is YamlScalarNode { Value: { } text })
                {
                    values[annotation.Value!] = text;
                    _places[ProfileSet.FieldOf(name.Value!, annotation.Value!)] = annotation.Start;
                }
                else
                {
                    Fault(value.Start, $"'{annotation.Value}' of profile '{name.Value}' must be a single value");
                }
            }

            if (!_profiles.TryAdd(name.Value!, values))
            {
                Fault(name.Start, $"profile '{name.Value}' is given twice");
            }
        }
    }

    private void ReadNamespaces(YamlNode node)
    {
        foreach (var (name, value) in Entries(node, $"'{NamespacesKey}'"))
        {
            if (value is not YamlScalarNode { Value: { } profile })
            {
                Fault(value.Start, $"the profile of Namespace '{name.Value}' must be a single value");
            }
            else if (!_namespaces.TryAdd(name.Value!, profile))
            {
                Fault(name.Start, $"Namespace '{name.Value}' is given twice");
            }
            else
            {
                _places[ProfileSet.FieldOf(name.Value!)] = name.Start;
            }
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
