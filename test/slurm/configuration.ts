export interface Layout {
	folder: string;
	host: string;
	nodeName: string;
	controller: number;
	node: number;
	accounts: number;
	database: number;
	/** Whether memory can be limited by cgroups; else Slurm looks every second how much a job has. */
	cgroups: boolean;
}

const memoryByCgroups = `ProctrackType=proctrack/cgroup
TaskPlugin=task/cgroup
JobAcctGatherType=jobacct_gather/cgroup`;

const memoryByPolling = `ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/linux
JobAcctGatherParams=OverMemoryKill`;

/**
 * One node that claims 8 CPUs and 16 GB, whatever the machine has, with INC's partition and the
 * one whose jobs give way to it.
 */
export function slurmConf({folder, host, nodeName, controller, node, accounts, cgroups}: Layout): string {
	return `ClusterName=lab
SlurmctldHost=${host}(127.0.0.1)
SlurmctldPort=${controller}
SlurmdPort=${node}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=${folder}/munge.socket
CredType=cred/munge
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
${cgroups ? memoryByCgroups : memoryByPolling}
JobAcctGatherFrequency=task=1
AccountingStorageType=accounting_storage/slurmdbd
AccountingStorageHost=127.0.0.1
AccountingStoragePort=${accounts}
AccountingStoragePass=${folder}/munge.socket
AccountingStorageEnforce=associations,qos,limits
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
SchedulerParameters=batch_sched_delay=0,sched_interval=2,bf_interval=2
SwitchType=switch/none
MpiDefault=none
MailProg=/bin/true
ReturnToService=2
KillWait=2
MinJobAge=600
SlurmdParameters=config_overrides
PreemptType=preempt/partition_prio
PreemptMode=CANCEL
NodeName=${nodeName} NodeHostname=${host} NodeAddr=127.0.0.1 CPUs=8 RealMemory=16000 State=UNKNOWN
PartitionName=blanca-ics Nodes=ALL Default=YES PriorityTier=10 PreemptMode=off MaxTime=7-00:00:00 DefaultTime=60 DefMemPerCPU=500 State=UP
PartitionName=preemptable Nodes=ALL PriorityTier=1 PreemptMode=CANCEL MaxTime=1-00:00:00 DefaultTime=60 DefMemPerCPU=500 State=UP
`;
}

export function cgroupConf({cgroups}: Layout): string {
	if (!cgroups) return 'CgroupPlugin=cgroup/v1\nCgroupAutomount=no\n';
	return `CgroupPlugin=cgroup/v1
CgroupMountpoint=/sys/fs/cgroup
CgroupAutomount=yes
ConstrainRAMSpace=yes
AllowedRAMSpace=100
`;
}

export function slurmdbdConf({folder, host, accounts, database}: Layout): string {
	return `AuthType=auth/munge
AuthInfo=socket=${folder}/munge.socket
DbdHost=${host}
DbdAddr=127.0.0.1
DbdPort=${accounts}
SlurmUser=root
LogFile=${folder}/slurmdbd.log
PidFile=${folder}/slurmdbd.pid
StorageType=accounting_storage/mysql
StorageHost=127.0.0.1
StoragePort=${database}
StorageUser=slurm
StoragePass=lab
StorageLoc=slurm_acct_db
`;
}
