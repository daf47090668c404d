using ConfigSync.Agent.Options;
using ConfigSync.Agent.Watching;

namespace ConfigSync.Agent.Copying;

/// <summary>All files that the copies need, from the newest good readings of their sources.</summary>
internal sealed class CopyPlan
{
    private readonly Dictionary<string, PlannedFile> _files = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];
    private readonly List<string> _clashes = [];
    private readonly HashSet<string> _mirrors = new(StringComparer.Ordinal);

    private CopyPlan()
    {
    }

    /// <summary>By absolute path of the target.</summary>
    public IReadOnlyDictionary<string, PlannedFile> Files => _files;

    /// <summary>Reasons why copies cannot be made.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Files that two copies write.</summary>
    public IReadOnlyList<string> Clashes => _clashes;

    /// <summary>Copies of directories whose content is known, so that files which are gone from the source can be removed.</summary>
    public IReadOnlySet<string> Mirrors => _mirrors;

    public static CopyPlan For(IReadOnlyList<CopyRule> rules, IReadOnlyList<TrackedSource> sources)
    {
        var plan = new CopyPlan();
        foreach (var rule in rules)
        {
            // A source without a good reading has nothing to copy, and earlier copies of it stay.
            if (sources.First(source => source.Option.Name == rule.Source).Desired is { } snapshot)
            {
                plan.Add(rule, snapshot);
            }
        }

        return plan;
    }

    private void Add(CopyRule rule, SourceSnapshot snapshot)
    {
        if (FindFile(rule, snapshot) is { } single)
        {
            var directory = Path.GetDirectoryName(rule.Target)!;
            Add(rule, snapshot, single, TargetPath.From(directory, Path.GetFileName(rule.Target)));
            return;
        }

        var prefix = rule.Path.Length == 0 ? "" : rule.Path + "/";
        var found = snapshot.IsFile ? [] : snapshot.Files.Where(file => file.Path.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        if (found.Count == 0)
        {
            _problems.Add($"can't copy '{rule.From}' to '{rule.Target}': the source has no such file or directory");
        }
        else if (rule.InPlace)
        {
            _problems.Add($"can't copy '{rule.From}' over '{rule.Target}' in place: it is a directory; name a file of it");
        }
        else
        {
            _mirrors.Add(rule.ToString());
            found.ForEach(file => Add(rule, snapshot, file, TargetPath.From(rule.Target, file.Path[prefix.Length..])));
        }
    }

    private static SourceFile? FindFile(CopyRule rule, SourceSnapshot snapshot) => snapshot.IsFile
        ? (rule.Path.Length == 0 ? snapshot.Files[0] : null)
        : snapshot.Files.FirstOrDefault(file => file.Path == rule.Path);

    private void Add(CopyRule rule, SourceSnapshot snapshot, SourceFile file, TargetPath target)
    {
        var path = target.ToString();
        if (!_files.TryAdd(path, new PlannedFile(rule, snapshot.Root, file, target)) && (_files[path].Rule.Source, _files[path].File) != (rule.Source, file))
        {
            _clashes.Add($"'{path}' is written by '{_files[path].Rule}' and by '{rule}'");
        }
    }
}

/// <summary>One file to be written.</summary>
/// <param name="Rule">The copy it belongs to.</param>
/// <param name="Root">The directory that the source was read through.</param>
/// <param name="File">The file of the source.</param>
/// <param name="Target">The file to write.</param>
internal sealed record PlannedFile(CopyRule Rule, string Root, SourceFile File, TargetPath Target);
