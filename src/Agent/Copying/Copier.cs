using ConfigSync.Agent.Native;
using ConfigSync.Agent.Options;
using ConfigSync.Agent.State;
using ConfigSync.Agent.Watching;
using Microsoft.Win32.SafeHandles;

namespace ConfigSync.Agent.Copying;

/// <summary>
/// Copies sources to targets. A file is written when its source differs from what was written last, whatever the application did to the copy.
/// Only files that the agent wrote are removed.
/// </summary>
internal sealed class Copier(IReadOnlyList<CopyRule> rules, AgentState state)
{
    private readonly FileContent _content = new();

    public CopyOutcome Run(IReadOnlyList<TrackedSource> sources)
    {
        var plan = CopyPlan.For(rules, sources);
        var wrote = new HashSet<string>(StringComparer.Ordinal);
        var problems = new List<string>(plan.Problems);
        var moved = false;
        foreach (var folder in plan.Files.Values.Where(NeedsWriting).GroupBy(static planned => planned.Target.Directory))
        {
            try
            {
                moved |= WriteFolder([.. folder], wrote, problems);
            }
            catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
            {
                problems.Add(unwritable.Message);
            }
        }

        RemoveUnwanted(plan, wrote, problems);
        return new CopyOutcome(wrote, problems, plan.Clashes, moved);
    }

    /// <summary>Forgets written files that no longer exist, as after a reboot that emptied a volume in memory.</summary>
    public bool ForgetMissing()
    {
        var missing = state.Written.Keys.Where(static target => FileStatus.At(target, follow: false) is null).ToList();
        missing.ForEach(target => state.Written.Remove(target));
        return missing.Count > 0;
    }

    private bool NeedsWriting(PlannedFile planned) =>
        !state.Written.TryGetValue(planned.Target.ToString(), out var written) || written.Hash != planned.File.Hash || written.Mode != planned.File.Mode;

    private bool WriteFolder(List<PlannedFile> files, HashSet<string> wrote, List<string> problems)
    {
        using var directory = files[0].Target.Open(create: true)!;
        var renamed = false;
        var moved = false;
        foreach (var planned in files)
        {
            try
            {
                if (Write(directory, planned))
                {
                    wrote.Add(planned.Rule.Source);
                    renamed = true;
                }

                state.Written[planned.Target.ToString()] = new WrittenFile(planned.File.Hash, planned.File.Mode, planned.Rule.ToString());
            }
            catch (SourceMovedException)
            {
                moved = true;
            }
            catch (IOException unwritable)
            {
                problems.Add(unwritable.Message);
            }
        }

        // A rename survives a power cut only once its directory is synced: once per folder, after all of its files.
        if (renamed && Libc.Sync(directory) != 0)
        {
            problems.Add(NativeException.For("write", files[0].Target.Directory).Message);
        }

        return moved;
    }

    private bool Write(SafeFileHandle directory, PlannedFile planned)
    {
        // An init container, or an agent whose state is lost, wrote the same bytes: do not wake the watchers of the file for them.
        if (!state.Written.ContainsKey(planned.Target.ToString()) && _content.Hash(directory, planned.Target.Name) == (planned.File.Hash, planned.File.Mode))
        {
            return false;
        }

        if (planned.Rule.InPlace)
        {
            new InPlaceWriter(_content).Write(directory, planned);
        }
        else
        {
            new AtomicWriter(_content).Write(directory, planned);
        }

        return true;
    }

    private void RemoveUnwanted(CopyPlan plan, HashSet<string> wrote, List<string> problems)
    {
        foreach (var (target, written) in state.Written.ToList())
        {
            if (plan.Files.ContainsKey(target))
            {
                continue;
            }

            var rule = rules.FirstOrDefault(rule => rule.ToString() == written.Rule);
            if (rule is null)
            {
                // The options no longer have this copy, so the file is no longer the agent's to remove.
                state.Written.Remove(target);
            }
            else if (plan.Mirrors.Contains(written.Rule) && Remove(rule, target, problems))
            {
                state.Written.Remove(target);
                wrote.Add(rule.Source);
            }
        }
    }

    private static bool Remove(CopyRule rule, string target, List<string> problems)
    {
        try
        {
            var path = TargetPath.From(rule.Target, target[(rule.Target.Length + 1)..]);
            using var directory = path.Open(create: false);
            if (directory is null || Libc.UnlinkAt(directory, path.Name, 0) == 0 || Errno.Last == Errno.NotFound)
            {
                return true;
            }

            problems.Add(NativeException.For("remove", target).Message);
        }
        catch (IOException unreachable)
        {
            problems.Add(unreachable.Message);
        }

        return false;
    }
}

/// <summary>The outcome of copying.</summary>
/// <param name="Wrote">Sources of which something was written or removed.</param>
/// <param name="Problems">Reasons why something could not be copied.</param>
/// <param name="Clashes">Files that two copies write.</param>
/// <param name="Moved">True when a source changed while it was copied, so that newer content is to come.</param>
internal sealed record CopyOutcome(IReadOnlySet<string> Wrote, IReadOnlyList<string> Problems, IReadOnlyList<string> Clashes, bool Moved);
