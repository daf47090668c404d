using ConfigSync.Injection.Settings;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ConfigSync.Configuration;

/// <summary>
/// Reads <c>profiles: {name: {annotation: value}}</c> and <c>namespaces: {Namespace: profile}</c> from YAML. Every error is reported at once, with its line
/// and column.
/// </summary>
public sealed class ProfilesFile
{
    private const string ProfilesKey = "profiles";
    private const string NamespacesKey = "namespaces";

    private readonly string _path;
    private readonly List<string> _errors = [];
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _profiles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _namespaces = new(StringComparer.Ordinal);

    // Where each entry stands in which ProfileSet may find an error.
    private readonly Dictionary<string, Mark> _places = new(StringComparer.Ordinal);

    private ProfilesFile(string path) => _path = path;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="errors">The errors, a line each; with any, nothing of the file holds.</param>
    public static ProfileSet Read(string path, out IReadOnlyList<string> errors)
    {
        var file = new ProfilesFile(path);
        errors = file._errors;
        file.ReadYaml();
        var set = ProfileSet.Create(file._profiles, file._namespaces, out var found);
        foreach (var error in found)
        {
            file.Add(file._places[error.Field], error.ToString());
        }

        return file._errors.Count == 0 ? set : ProfileSet.Empty;
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
                    Add(name.Start, $"unknown key '{name.Value}': must be '{ProfilesKey}' or '{NamespacesKey}'");
                }
            }
        }
        catch (YamlException cause)
        {
            Add(cause.Start, cause.InnerException?.Message ?? cause.Message);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            _errors.Add($"can't read profiles file '{_path}': {cause.Message}");
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
                    Add(value.Start, $"'{annotation.Value}' of profile '{name.Value}' must be a single value");
                }
            }

            if (!_profiles.TryAdd(name.Value!, values))
            {
                Add(name.Start, $"profile '{name.Value}' is given twice");
            }
        }
    }

    private void ReadNamespaces(YamlNode node)
    {
        foreach (var (name, value) in Entries(node, $"'{NamespacesKey}'"))
        {
            if (value is not YamlScalarNode { Value: { } profile })
            {
                Add(value.Start, $"the profile of Namespace '{name.Value}' must be a single value");
            }
            else if (!_namespaces.TryAdd(name.Value!, profile))
            {
                Add(name.Start, $"Namespace '{name.Value}' is given twice");
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
                Add(node.Start, $"{what} must be a mapping");
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
                Add(key.Start, $"a key of {what} must be a single value");
            }
        }
    }

    private void Add(Mark where, string text) => _errors.Add($"can't use profiles file '{_path}': line {where.Line}, column {where.Column}: {text}");
}
