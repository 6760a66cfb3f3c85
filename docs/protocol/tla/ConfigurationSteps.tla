--------------------------- MODULE ConfigurationSteps ---------------------------
(* One partition: claim / install / activate with replica changes, in the     *)
(* steps of the code; Configuration has the same protocol in fewer of them.   *)
(* Log in memory: a node is one incarnation of an instance: a crash ends it   *)
(* for good and its log with it; what restarts is another node.               *)
(* Log on disk: a node is one directory. What restarts carries log and        *)
(* promise and is the same member under a new name; it has the lock, so the   *)
(* process before it is gone. Office and candidacy are never carried.         *)
(*                                                                            *)
(* Messages are not lost, only late, and may be read again: whoever speaks in *)
(* an epoch only adds to what it says, so a message of that epoch is a prefix *)
(* of what was said in it, and outlives who sent it. A log is the sequence of *)
(* the epochs in which its commits were made: (epoch, index) names a commit.  *)
EXTENDS Integers, Sequences, FiniteSets, TLC
CONSTANTS Nodes, MaxEpoch, MaxLength, MaxCrashes, ReplicaCount,
          OnDisk,    \* whether a log outlives the process
          Mutant     \* the rule that is taken away, or "no"

NoLog == <<0>>
Nobody == "nobody"
VARIABLES active,    \* [epoch, owner, replicas] committed through Raft
          claims,    \* epoch -> what was granted and said in it:
                      \* by, target = candidate and proposed replicas; base = active when granted;
                      \* stage = "granted", "fencing", "installing" of a takeover,
                      \*         "granted", "catchingup", "joint" of a change by the owner, or "void";
                      \* others = who is spoken to beside the target, once it speaks;
                      \* log = what was read, then what is said, which is at least from long; held = how much of it each node confirmed
          log,       \* node -> sequence, or NoLog
          promised,  \* node -> lowest epoch it still serves
          owner,     \* node -> [epoch, speaks, replicas, proposal] while it believes to own; epoch 0 = not;
                      \* speaks = the epoch in its appends; proposal = its newest claim until it is active, or 0
          cand,      \* node -> epoch of its candidacy; 0 = none
          committed, \* ghost: the committed sequence
          crashes,
          dead       \* without a process; on disk only for the time being
vars == <<active, claims, log, promised, owner, cand, committed, crashes, dead>>

claimed == Len(claims)
Nothing == [n \in Nodes |-> -1]
NoOwner == [epoch |-> 0, speaks |-> 0, replicas |-> {}, proposal |-> 0]
IsPrefix(s, t) == Len(s) <= Len(t) /\ s = SubSeq(t, 1, Len(s))
Min(a, b) == IF a < b THEN a ELSE b
Max(a, b) == IF a > b THEN a ELSE b
Members == active.replicas \cup {active.owner}

Init == /\ \E o \in Nodes, rs \in SUBSET Nodes :
             /\ Cardinality(rs) = ReplicaCount /\ o \notin rs
             /\ active = [epoch |-> 1, owner |-> o, replicas |-> rs]
             /\ claims = <<[by |-> o, target |-> rs, base |-> active, stage |-> "installing", others |-> {}, log |-> <<>>, from |-> 0,
                            held |-> [n \in Nodes |-> IF n \in rs THEN 0 ELSE -1]]>>
             /\ owner = [n \in Nodes |-> IF n = o THEN [NoOwner EXCEPT !.epoch = 1, !.speaks = 1, !.replicas = rs] ELSE NoOwner]
             /\ log = [n \in Nodes |-> IF n \in Members THEN <<>> ELSE NoLog]
             /\ promised = [n \in Nodes |-> IF n \in Members THEN 1 ELSE 0]
        /\ cand = [n \in Nodes |-> 0] /\ committed = <<>> /\ crashes = 0 /\ dead = {}

(* A promise is never taken back, and ends office and candidacy below it *)
Serves(r, e) == r \notin dead /\ promised[r] <= e
Promise(r, e) ==
  /\ promised' = [promised EXCEPT ![r] = Max(@, e)]
  /\ owner' = [owner EXCEPT ![r] = IF @.speaks < e THEN NoOwner ELSE @]
  /\ cand' = [cand EXCEPT ![r] = IF @ < e THEN 0 ELSE @]

(* Raft grants a higher epoch to a candidate; the active configuration stays as it was *)
Grant(c, t) == /\ c \notin t
               /\ claims' = Append(claims, [by |-> c, target |-> t, base |-> active, stage |-> "granted", others |-> {},
                                            log |-> NoLog, from |-> 0, held |-> Nothing])
               /\ UNCHANGED <<active, log, promised, owner, cand, committed, crashes, dead>>
Claim(c) == claimed < MaxEpoch /\ c \notin dead
            /\ \E t \in SUBSET (Nodes \ (dead \cup {c})) : Cardinality(t) = ReplicaCount /\ Grant(c, t)

(* It hears of it, maybe late, and promises. The owner in office means to change its replicas: from now
   on it speaks in the new epoch, in which nobody has confirmed anything yet *)
Changes(e) == LET c == claims[e].by IN owner[c].epoch > 0 /\ claims[e].base.owner = c
TakeUp(e) ==
  LET c == claims[e].by
      b == claims[e].base
      former == owner[c].replicas \cup (IF owner[c].proposal > 0 THEN claims[owner[c].proposal].target ELSE {}) IN
  /\ claims[e].stage = "granted" /\ Serves(c, e)
  /\ promised' = [promised EXCEPT ![c] = e]
  /\ IF Changes(e)
     THEN /\ owner' = [owner EXCEPT ![c] = [epoch |-> b.epoch, speaks |-> e, replicas |-> b.replicas, proposal |-> e]]
          /\ claims' = [claims EXCEPT ![e].stage = "catchingup", ![e].others = b.replicas \cup former,
                                      ![e].log = log[c], ![e].from = Len(log[c])]
          /\ UNCHANGED cand
     ELSE /\ owner' = [owner EXCEPT ![c] = NoOwner]
          /\ cand' = [cand EXCEPT ![c] = e]
          /\ claims' = [claims EXCEPT ![e].stage = "fencing"]
  /\ UNCHANGED <<active, log, committed, crashes, dead>>

(* A candidate is heard by those whom it fences, whoever speaks by those whom it sends its log *)
Speaks(e) == claims[e].stage \in {"installing", "catchingup", "joint"}
To(e) == claims[e].target \cup claims[e].others
Hear(e, r) == /\ promised[r] < e /\ r \notin dead
              /\ \/ claims[e].stage \in {"fencing", "installing"} /\ r \in claims[e].base.replicas
                 \/ Speaks(e) /\ r \in To(e)
              /\ Promise(r, e)
              /\ UNCHANGED <<active, claims, log, committed, crashes, dead>>

(* whose log is read has promised *)
Stands(e) == claims[e].stage = "fencing" /\ claims[e].by # Nobody /\ cand[claims[e].by] = e
Read(e, r) == /\ Stands(e)
              /\ r \in claims[e].base.replicas /\ r \notin dead /\ promised[r] = e /\ log[r] # NoLog
              /\ claims' = [claims EXCEPT ![e].log = log[r]]
              /\ UNCHANGED <<active, log, promised, owner, cand, committed, crashes, dead>>
(* a candidate that is such a member itself goes on with its own log; the first of all begins with an empty one *)
Own(e) == LET c == claims[e].by
              fresh == claims[e].base.epoch = 0
              own == IF fresh THEN <<>> ELSE log[c] IN
          /\ Stands(e)
          /\ fresh \/ (c \in claims[e].base.replicas \cup {claims[e].base.owner} /\ log[c] # NoLog)
          /\ log' = [log EXCEPT ![c] = own]
          /\ claims' = [claims EXCEPT ![e].stage = "installing", ![e].log = own, ![e].from = Len(own)]
          /\ UNCHANGED <<active, promised, owner, cand, committed, crashes, dead>>
(* it takes the log that it read, and installs it *)
Adopt(e) == LET c == claims[e].by IN
            /\ Stands(e) /\ claims[e].log # NoLog
            /\ log' = [log EXCEPT ![c] = claims[e].log]
            /\ claims' = [claims EXCEPT ![e].stage = "installing", ![e].from = Len(claims[e].log)]
            /\ UNCHANGED <<active, promised, owner, cand, committed, crashes, dead>>

(* the owner makes a commit in its own log *)
AppendOne(n) == LET e == owner[n].speaks IN
                /\ owner[n].epoch > 0
                /\ log' = [log EXCEPT ![n] = Append(@, e)] /\ claims' = [claims EXCEPT ![e].log = log'[n]]
                /\ UNCHANGED <<active, promised, owner, cand, committed, crashes, dead>>

(* A replica that holds a prefix, or more than that, takes commits up to k and confirms them *)
Replicate(e, r, k) ==
  LET said == claims[e].log
      m == Min(k, Len(log[r])) IN
  /\ Speaks(e) /\ r \in To(e) /\ r \notin dead /\ log[r] # NoLog
  /\ Mutant = "nofence" \/ promised[r] <= e
  /\ k <= Len(said) /\ SubSeq(log[r], 1, m) = SubSeq(said, 1, m)
  /\ log' = [log EXCEPT ![r] = IF k > Len(@) THEN SubSeq(said, 1, k) ELSE @]
  /\ claims' = [claims EXCEPT ![e].held[r] = Max(@, k)]
  /\ Promise(r, e)
  /\ UNCHANGED <<active, committed, crashes, dead>>
(* it takes a whole image in place of its log; connections keep the order, so not an older one *)
Install(e, r, k) ==
  LET said == claims[e].log IN
  /\ Speaks(e) /\ r \in To(e) /\ Serves(r, e)
  /\ claims[e].from <= k /\ claims[e].held[r] <= k /\ k <= Len(said)
  /\ log' = [log EXCEPT ![r] = SubSeq(said, 1, k)]
  /\ claims' = [claims EXCEPT ![e].held[r] = k]
  /\ Promise(r, e)
  /\ UNCHANGED <<active, committed, crashes, dead>>

(* all members of the configuration (and of the proposed one, while joint) confirmed it: committed *)
Joint(n) == owner[n].proposal > 0 /\ claims[owner[n].proposal].stage = "joint"
Quorum(n) == owner[n].replicas \cup (IF Joint(n) /\ Mutant # "nojoint" THEN claims[owner[n].proposal].target ELSE {})
Commit(n, k) ==
  /\ owner[n].epoch > 0 /\ Quorum(n) # {} /\ Len(committed) < k /\ k <= Len(log[n])
  /\ \A r \in Quorum(n) : claims[owner[n].speaks].held[r] >= k
  /\ committed' = committed \o SubSeq(log[n], Len(committed) + 1, k)
  /\ UNCHANGED <<active, claims, log, promised, owner, cand, crashes, dead>>

(* the newcomers hold all that is committed: from now on they count, too *)
Join(n) ==
  LET e == owner[n].proposal IN
  /\ e > 0 /\ claims[e].stage = "catchingup"
  /\ \A r \in claims[e].target : claims[owner[n].speaks].held[r] >= Len(committed)
  /\ claims' = [claims EXCEPT ![e].stage = "joint"]
  /\ UNCHANGED <<active, log, promised, owner, cand, committed, crashes, dead>>

(* Raft: compare and set; only the newest claim may activate. Whoever asked may be gone by now *)
Activate(e) ==
  /\ e > active.epoch /\ (Mutant = "staleclaim" \/ e = claimed)
  /\ \/ claims[e].stage = "joint"
     \/ /\ claims[e].stage = "installing"
        /\ Mutant = "earlyactivate" \/ \A r \in claims[e].target : claims[e].held[r] >= Len(claims[e].log)
  /\ active' = [epoch |-> e, owner |-> claims[e].by, replicas |-> claims[e].target]
  /\ UNCHANGED <<claims, log, promised, owner, cand, committed, crashes, dead>>
(* whoever asked learns the outcome *)
Learn(n) ==
  /\ active.owner = n /\ (cand[n] = active.epoch \/ (owner[n].proposal = active.epoch /\ owner[n].epoch > 0))
  /\ owner' = [owner EXCEPT ![n] = [epoch |-> active.epoch, speaks |-> Max(@.speaks, active.epoch),
                                    replicas |-> active.replicas, proposal |-> 0]]
  /\ cand' = [cand EXCEPT ![n] = 0]
  /\ UNCHANGED <<active, claims, log, promised, committed, crashes, dead>>

(* an owner that hears of a newer claim leaves office; it keeps its log *)
Leave(n) == /\ owner[n].epoch > 0 /\ claimed > owner[n].speaks
            /\ owner' = [owner EXCEPT ![n] = NoOwner]
            /\ UNCHANGED <<active, claims, log, promised, cand, committed, crashes, dead>>
(* whoever is no member forgets the log, but not the promise *)
Discard(n) == /\ n \notin Members \cup dead /\ log[n] # NoLog /\ owner[n].epoch = 0 /\ promised[n] <= active.epoch
              /\ log' = [log EXCEPT ![n] = NoLog]
              /\ promised' = IF Mutant = "forgotten" THEN [promised EXCEPT ![n] = 0] ELSE promised
              /\ UNCHANGED <<active, claims, owner, cand, committed, crashes, dead>>

(* A life is over. It comes back under another name only as a replica: what it owned or was granted is nobody's *)
Orphaned(n) == [e \in 1..claimed |->
                  IF claims[e].by # n THEN claims[e]
                  ELSE [claims[e] EXCEPT !.by = Nobody, !.stage = IF @ = "granted" THEN "void" ELSE @]]
End(n) == /\ n \notin dead /\ dead' = dead \cup {n}
          /\ IF OnDisk THEN UNCHANGED <<log, promised>>
             ELSE log' = [log EXCEPT ![n] = NoLog] /\ promised' = [promised EXCEPT ![n] = 0]
          /\ owner' = [owner EXCEPT ![n] = NoOwner] /\ cand' = [cand EXCEPT ![n] = 0]
          /\ claims' = Orphaned(n)
          /\ active' = [active EXCEPT !.owner = IF @ = n THEN Nobody ELSE @]
          /\ UNCHANGED committed
Crash(n) == crashes < MaxCrashes /\ crashes' = crashes + 1 /\ End(n)
(* the next life of the directory *)
Restart(n) == /\ OnDisk /\ n \in dead /\ log[n] # NoLog /\ dead' = dead \ {n}
              /\ UNCHANGED <<active, claims, log, promised, owner, cand, committed, crashes>>

Next == \/ \E n \in Nodes : \/ Claim(n) \/ (Len(log[n]) < MaxLength /\ AppendOne(n))
                            \/ Crash(n) \/ Restart(n) \/ Join(n) \/ Learn(n) \/ Leave(n) \/ Discard(n)
                            \/ \E k \in 1..MaxLength : Commit(n, k)
        \/ \E e \in 1..claimed : \/ TakeUp(e) \/ Own(e) \/ Adopt(e) \/ Activate(e)
                                 \/ \E r \in Nodes : \/ Hear(e, r) \/ Read(e, r)
                                                     \/ \E k \in 0..Len(claims[e].log) : Replicate(e, r, k) \/ Install(e, r, k)
Spec == Init /\ [][Next]_vars
(* a member of the active configuration that still has a log has every committed commit *)
Durable == \A r \in Members \cap Nodes : log[r] # NoLog => IsPrefix(committed, log[r])
(* what an owner, outdated or not, may take for committed is what is committed there *)
OneTruth == \A n \in Nodes : owner[n].epoch > 0 =>
              \A i \in 1..Len(log[n]) :
                (i <= Len(committed) /\ \A r \in Quorum(n) : claims[owner[n].speaks].held[r] >= i) => committed[i] = log[n][i]
(* an owner in office agrees with what is committed *)
Agree == \A n \in Nodes : owner[n].epoch = active.epoch /\ log[n] # NoLog => IsPrefix(committed, log[n]) \/ IsPrefix(log[n], committed)
Perms == Permutations(Nodes)
(* for the checker: what nobody can hear or act on any more need not be told apart *)
Heard(e) == To(e) \cup (IF claims[e].stage \in {"fencing", "installing"} THEN claims[e].base.replicas ELSE {})
Past(e) == /\ \A n \in Nodes : cand[n] # e /\ owner[n].speaks # e /\ owner[n].proposal # e
           /\ claims[e].stage # "granted" /\ (e < claimed \/ e <= active.epoch)
           /\ Mutant \notin {"nofence", "staleclaim", "forgotten"} /\ \A r \in Heard(e) : (r \in dead /\ ~OnDisk) \/ promised[r] > e
Seen == <<active, [e \in 1..claimed |-> IF Past(e) THEN "past" ELSE claims[e]],
          log, promised, owner, cand, committed, crashes, dead>>
=============================================================================
