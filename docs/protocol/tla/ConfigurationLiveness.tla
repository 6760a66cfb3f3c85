------------------------ MODULE ConfigurationLiveness ------------------------
(* After the last crash the partition works again, if a member of its active  *)
(* configuration is left. Claims and changes that nobody needs are part of it, *)
(* but only up to MaxEpoch; those that are needed are granted without bound.   *)
EXTENDS Configuration

Alive == Nodes \ dead
(* the owner in office can commit: whoever it needs lives and serves its epoch *)
Works == /\ active.owner \in Alive /\ owner[active.owner].epoch = active.epoch
         /\ \A r \in Quorum(active.owner) : r \in Alive /\ promised[r] <= owner[active.owner].speaks
(* whoever has the newest claim can go on with it *)
Advances == \E n \in Alive :
              /\ cand[n].epoch = claimed /\ cand[n].target \subseteq Alive
              /\ cand[n].target # {} \/ cand[n].reached # {} \/ \E r \in cand[n].base \cap Alive : log[r] # NoLog
(* what the planner sees when it grants a claim *)
Needed == /\ ~Works /\ ~Advances
          /\ Mutant = "grantonce" => claimed = active.epoch

GrantNeeded(c) == /\ Needed /\ \E r \in Base(c) \cap Alive : log[r] # NoLog
                  /\ Grant(c)
ChangeNeeded(n) == Needed /\ Change(n)

(* all that goes on by itself: not a crash, not a claim that nobody needs *)
Progress == \E n \in Nodes :
              \/ GrantNeeded(n) \/ ChangeNeeded(n) \/ Restart(n) \/ Leave(n)
              \/ Commit(n) \/ Propose(n) \/ (owner[n].joint = {} /\ Activate(n)) \/ Switch(n) \/ Learn(n)
              \/ \E r \in Nodes : \/ Replicate(n, r) \/ Fence(n, r) \/ CatchUp(n, r)
                                  \/ (owner[n].joint = {} /\ Install(n, r))

LiveSpec == Init /\ [][Next \/ Progress]_vars /\ WF_vars(Progress)

HasMember == \E r \in (active.replicas \cup {active.owner}) \cap Alive : log[r] # NoLog
Recovers == <>[](HasMember => Works)
=============================================================================
