using System.Text;
using ConfigSync.Contract;
using ConfigSync.Injection.Planning;
using ConfigSync.Injection.Planning.Mounts;
using ConfigSync.Injection.Planning.Sidecar;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Patching;

/// <summary>Turns a plan into operations. Within an array: replacements first, then removals from the end, then additions, so that no index shifts.</summary>
internal static class PodPatch
{
    public static void WriteEdits(PatchWriter patch, PodView pod, InjectionPlan plan)
    {
        foreach (var (pointer, text) in plan.TextEdits)
        {
            patch.Replace(pointer, text);
        }

        plan.MountEdits.ForEach(edit => WriteEdit(patch, edit));
        var removed = plan.MountEdits.FindAll(static edit => edit.IsRemoved);
        removed.Sort(static (one, other) => other.Mount.Index.CompareTo(one.Mount.Index));
        removed.ForEach(edit => patch.Remove(Pointer(edit)));
        foreach (var (container, mount) in plan.AddedMounts)
        {
            patch.Append($"{container.Pointer}/volumeMounts", container.Mounts is not null, [new AgentMount(mount.Volume, mount.Path)], AgentContainer.WriteMount);
        }

        patch.Append("/spec/volumes", pod.Volumes is not null, plan.Volumes, static (json, volume) => volume.Write(json));
    }

    /// <summary>Adds the containers: a native sidecar after the Pod's own init containers, a plain one after its containers.</summary>
    public static void WriteContainers(PatchWriter patch, PodView pod, AgentContainer? firstCopy, AgentContainer? agent)
    {
        var initContainers = new List<AgentContainer>();
        if (firstCopy is not null)
        {
            initContainers.Add(firstCopy);
        }

        if (agent is { IsNativeSidecar: true })
        {
            initContainers.Add(agent);
        }

        patch.Append("/spec/initContainers", pod.InitContainers is not null, initContainers, static (json, container) => container.Write(json));
        if (agent is { IsNativeSidecar: false })
        {
            patch.Add("/spec/containers/-", agent, static (json, container) => container.Write(json));
        }
    }

    public static void WriteMetadata(PatchWriter patch, PodView pod, InjectionRecord record)
    {
        if (pod.Labels.GetValueOrDefault(InjectedNames.StatusLabelKey) != InjectedNames.StatusInjected)
        {
            patch.Set("/metadata/labels", pod.HasLabels, InjectedNames.StatusLabelKey, InjectedNames.StatusInjected, static (json, status) => json.String(status));
        }

        using var annotation = RecordWriter.Write(record);
        if (!pod.Annotations.TryGetValue(InjectedNames.RecordAnnotationKey, out var present) || present != Encoding.UTF8.GetString(annotation.Written))
        {
            patch.Set("/metadata/annotations", pod.HasAnnotations, InjectedNames.RecordAnnotationKey, annotation, static (json, text) => json.JsonAsString(text.Written));
        }
    }

    public static void WriteProcessSharing(PatchWriter patch, PodView pod)
    {
        if (pod.ShareProcessNamespace is null)
        {
            patch.Add("/spec/shareProcessNamespace", true, static (json, value) => json.Boolean(value));
        }
    }

    public static void WriteFileSystemGroup(PatchWriter patch, PodView pod, long group)
    {
        if (pod.Security is not null)
        {
            patch.Add("/spec/securityContext/fsGroup", group, static (json, value) => json.Number(value));
            return;
        }

        patch.Add("/spec/securityContext", group, static (json, value) =>
        {
            json.StartObject();
            json.Number("fsGroup"u8, value);
            json.EndObject();
        });
    }

    /// <summary>Adds the Secrets that the Pod does not list yet, behind its own.</summary>
    public static void WritePullSecrets(PatchWriter patch, PodView pod, IReadOnlyList<string> wanted)
    {
        if (wanted.Count == 0)
        {
            return;
        }

        var missing = wanted.Except(pod.PullSecrets ?? [], StringComparer.Ordinal).ToList();
        patch.Append("/spec/imagePullSecrets", pod.PullSecrets is not null, missing, static (json, name) =>
        {
            json.StartObject();
            json.String("name"u8, name);
            json.EndObject();
        });
    }

    private static void WriteEdit(PatchWriter patch, MountEdit edit)
    {
        if (edit.IsRemoved)
        {
            return;
        }

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
    }

    private static string Pointer(MountEdit edit) => $"{edit.Container.Pointer}/volumeMounts/{edit.Mount.Index}";
}
