using System.Text;
using ConfigSync.Contract;
using ConfigSync.Injection.Planning;
using ConfigSync.Injection.Planning.Edits;
using ConfigSync.Injection.Planning.Sidecar;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Patching;

/// <summary>
/// Writes a plan as operations. The API server applies them one after the other, and a pointer means what the array is by then; one operation that does
/// not apply fails the whole request, even under <c>failurePolicy: Ignore</c>. So within an array replacements come first, then removals from the end,
/// then additions at the end: no index shifts before it is used.
/// </summary>
internal static class PodPatch
{
    /// <summary>The patch as UTF-8 JSON; empty when nothing changes.</summary>
    public static ReadOnlyMemory<byte> Of(PodView pod, PodPlan plan)
    {
        using var patch = new PatchWriter();
        WriteEdits(patch, pod, plan.Edits);
        WriteAgent(patch, pod, plan.Agent);
        WritePullSecrets(patch, pod, plan.PullSecrets);
        if (plan.SetsProcessSharing)
        {
            patch.Add("/spec/shareProcessNamespace", true, static (json, value) => json.Boolean(value));
        }

        if (plan.FileSystemGroup is { } group)
        {
            patch.Set("/spec/securityContext", pod.Security is not null, "fsGroup", group, static (json, value) => json.Number(value));
        }

        WriteMetadata(patch, pod, plan);
        return patch.Finish();
    }

    private static void WriteEdits(PatchWriter patch, PodView pod, PodEdits edits)
    {
        foreach (var (pointer, text) in edits.Texts)
        {
            patch.Replace(pointer, text);
        }

        List<MountEdit> removed = [];
        foreach (var edit in edits.Mounts)
        {
            if (edit.IsRemoved)
            {
                removed.Add(edit);
            }
            else
            {
                WriteEdit(patch, edit);
            }
        }

        // From the end: a removal shifts what stands behind it.
        removed.Sort(static (one, other) => other.Mount.Index.CompareTo(one.Mount.Index));
        removed.ForEach(edit => patch.Remove(Pointer(edit)));
        foreach (var added in edits.AddedMounts.GroupBy(static added => added.Container))
        {
            patch.Append(
                $"{added.Key.Pointer}/volumeMounts",
                added.Key.Mounts is not null,
                [.. added.Select(static added => new AgentMount(added.Mount.Volume, added.Mount.Path, added.Mount.SubPath, added.Mount.ReadOnly))],
                AgentContainerWriter.WriteMount);
        }

        patch.Append("/spec/volumes", pod.Volumes is not null, edits.Volumes, VolumeWriter.Write);
    }

    private static void WriteEdit(PatchWriter patch, MountEdit edit)
    {
        var mount = edit.Mount;
        if (edit.Volume is not null && edit.Volume != mount.Volume)
        {
            patch.Replace($"{Pointer(edit)}/name", edit.Volume);
        }

        if (edit.Path is not null && edit.Path != mount.Path)
        {
            patch.Replace($"{Pointer(edit)}/mountPath", edit.Path);
        }

        if (edit.SubPath is "")
        {
            patch.Remove($"{Pointer(edit)}/subPath");
        }
        else if (edit.SubPath is not null && edit.SubPath != mount.SubPath)
        {
            patch.Replace($"{Pointer(edit)}/subPath", edit.SubPath);
        }

        if (edit.ReadOnly && !mount.ReadOnly)
        {
            patch.Add($"{Pointer(edit)}/readOnly", true, static (json, value) => json.Boolean(value));
        }
    }

    // A native sidecar goes behind the Pod's own init containers, a plain one behind its containers.
    private static void WriteAgent(PatchWriter patch, PodView pod, AgentPlan agent)
    {
        foreach (var (container, arguments, mounts) in agent.Extensions)
        {
            if (arguments is not null)
            {
                patch.Replace($"{container.Pointer}/args", arguments, AgentContainerWriter.WriteArguments);
            }

            patch.Append($"{container.Pointer}/volumeMounts", container.Mounts is not null, mounts, AgentContainerWriter.WriteMount);
        }

        patch.Append("/spec/initContainers", pod.InitContainers is not null, agent.InitContainers, AgentContainerWriter.Write);
        if (agent.Container is { } plain)
        {
            patch.Add("/spec/containers/-", plain, AgentContainerWriter.Write);
        }

        if (agent.Probe is { } probe)
        {
            patch.Add($"{probe.Container}/startupProbe", probe.InTargetImage, AgentContainerWriter.WriteStartupProbe);
        }
    }

    // Behind the Pod's own.
    private static void WritePullSecrets(PatchWriter patch, PodView pod, IReadOnlyList<string> secrets) =>
        patch.Append("/spec/imagePullSecrets", pod.HasPullSecrets, secrets, static (json, name) =>
        {
            json.StartObject();
            json.String("name"u8, name);
            json.EndObject();
        });

    private static void WriteMetadata(PatchWriter patch, PodView pod, PodPlan plan)
    {
        if (plan.SetsStatusLabel)
        {
            patch.Set("/metadata/labels", pod.HasLabels, InjectedNames.StatusLabelKey, InjectedNames.StatusInjected, static (json, status) => json.String(status));
        }

        // Whether the record changed is only known from its text: another writer of the same record may have formatted it otherwise.
        using var annotation = RecordWriter.Write(plan.Record!);
        if (!pod.Annotations.TryGetValue(InjectedNames.RecordAnnotationKey, out var present) || present != Encoding.UTF8.GetString(annotation.Written))
        {
            patch.Set("/metadata/annotations", pod.HasAnnotations, InjectedNames.RecordAnnotationKey, annotation, static (json, text) => json.JsonAsString(text.Written));
        }
    }

    private static string Pointer(MountEdit edit) => $"{edit.Container.Pointer}/volumeMounts/{edit.Mount.Index}";
}
